import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { completeEnvironment, env } from "@/server/env";

export type Mail = { from: string; to: string[]; text: string };

export type MailServer = {
  port: number;
  mails: Mail[];
  /** How the next messages are met. */
  behave: (behaviour: Behaviour) => void;
  close: () => Promise<void>;
};

type Behaviour =
  | "accept"
  | "refuse_recipient"
  | "defer"
  | "defer_once"
  | "cut_before_text"
  | "cut_after_text"
  /** Takes the text and says nothing more. */
  | "hold_after_text";

export const MAIL_USER = "baton";
export const MAIL_PASSWORD = "correct horse";

/** A real mail server on this machine, opened to the product by its host and port alone. */
export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  let behaviour: Behaviour = "accept";
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    authOptional: false,
    onAuth({ username, password }, _, done) {
      if (username === MAIL_USER && password === MAIL_PASSWORD) done(null, { user: username });
      else done(new Error("Wrong user name or password"));
    },
    onRcptTo(_, session, done) {
      if (behaviour === "refuse_recipient") return done(answer(550, "No such mailbox"));
      if (behaviour === "defer_once") {
        behaviour = "accept";
        return done(answer(451, "Come back later"));
      }
      if (behaviour === "defer") return done(answer(451, "Come back later"));
      if (behaviour === "cut_before_text") return cut(session.id);
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString("utf8"),
        });
        if (behaviour === "cut_after_text") cut(session.id);
        else if (behaviour !== "hold_after_text") done();
      });
    },
  });
  server.on("error", () => {});
  function cut(id: string): void {
    for (const connection of server.connections) {
      if ("id" in connection && connection.id === id) connection.close();
    }
  }
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
  const address: AddressInfo | string | null = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  completeEnvironment({
    BATON_HTTP_ALLOW: [env().BATON_HTTP_ALLOW, `localhost:${port}`].filter(Boolean).join(","),
  });
  return {
    port,
    mails,
    behave: (next) => {
      behaviour = next;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

const answer = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmtpSettings } from "@/server/domain/smtp-settings";
import { resolveMailHost } from "./resolve-mail-host";
import { SmtpFailure, toSmtpFailure } from "./smtp-failure";

export type SmtpAccess = {
  settings: SmtpSettings;
  password: string;
  /** Named by whoever runs Baton: it may stand on a private address. */
  trusted?: boolean;
};

/** Connects, proves who we are, does `work`, and leaves. `signal` cuts the line. */
export async function smtpSession<T>(
  { settings, password, trusted = false }: SmtpAccess,
  signal: AbortSignal | null,
  work: (session: SMTPConnection, failed: Promise<never>) => Promise<T>,
): Promise<T> {
  const { host, port, security, user } = settings;
  const address = await resolveMailHost({ host, port, trusted }).catch((error) => {
    throw toSmtpFailure(error, host, "connect");
  });
  const session = new SMTPConnection({
    host: address,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { servername: host, minVersion: "TLSv1.2" },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  const failed = new Promise<never>((_, reject) => {
    session.on("error", reject);
    signal?.addEventListener("abort", () =>
      reject(new SmtpFailure("timeout", `${host} did not answer in time`, "connect")),
    );
  });
  failed.catch(() => {});
  try {
    await Promise.race([failed, new Promise<void>((done) => session.connect(() => done()))]);
    if (user) await Promise.race([failed, login(session, user, password)]);
    const result = await work(session, failed);
    session.quit();
    return result;
  } catch (error) {
    session.close();
    throw toSmtpFailure(error, host, "connect");
  }
}

function login(session: SMTPConnection, user: string, pass: string): Promise<void> {
  return new Promise((done, refuse) => {
    session.login({ user, credentials: { user, pass } }, (error) => (error ? refuse(error) : done()));
  });
}

/** Sends one message. Once its text began to leave, an end without an answer means that nobody knows. */
export function sendOver(
  session: SMTPConnection,
  failed: Promise<never>,
  host: string,
  { from, to, raw }: { from: string; to: string; raw: Buffer },
): Promise<{ response: string }> {
  let begun = false;
  const text = Readable.from(
    (async function* () {
      begun = true;
      yield raw;
    })(),
  );
  const sent = new Promise<{ response: string }>((done, refuse) => {
    session.send({ from, to: [to], size: raw.length }, text, (error, info) =>
      error ? refuse(error) : done({ response: info.response }),
    );
  });
  return Promise.race([failed, sent]).catch((error) => {
    throw toSmtpFailure(error, host, begun ? "data" : "envelope");
  });
}

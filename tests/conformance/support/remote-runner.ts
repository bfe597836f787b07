import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { sdkLogger } from "@/inngest/executor/sdk-logger";
import type { Act, Case, Lab, Outcome } from "./case";
import { named, type Runner } from "./embedded-runner";
import { type Journal, journalOf, openJournal } from "./journal";

export type Server = {
  url: string;
  /** The name of this machine as the server knows it. */
  host: string;
  signingKey?: string;
  eventKey?: string;
  lasting: Pick<Lab, "nap" | "long">;
  patienceMs: number;
  /** How long it is watched whether anything happens that should not. */
  quietMs: number;
  /** Until the functions whose ids begin with this have begun their sleeps and waits. */
  rest: (prefix: string) => Promise<void>;
};

const LOOK_MS = 20;

/** Serves the cases' functions over HTTP and has a server call them. What it does not tell, a function listens for. */
export async function remoteRunner(cases: Case[], server: Server): Promise<Runner> {
  const { signingKey, eventKey } = server;
  const client = new Inngest({
    id: `t${randomUUID().slice(0, 8)}`,
    baseUrl: server.url,
    isDev: signingKey === undefined,
    logger: sdkLogger,
    ...(signingKey === undefined ? {} : { signingKey }),
    ...(eventKey === undefined ? {} : { eventKey }),
  });
  const journals = new Map(cases.map((one) => [one.name, openJournal(client, one, server.lasting)]));
  const functions = cases.flatMap(({ name, functions }) => functions(journal(name).lab));
  const close = await serveAndRegister(client, [...functions, observer(client, journals)], server);

  function journal(name: string): Journal {
    const found = journals.get(name);
    if (!found) throw new Error(`There is no case ${name}`);
    return found;
  }

  const until = async (what: string, reached: () => boolean) => {
    const end = performance.now() + server.patienceMs;
    while (!reached()) {
      if (performance.now() > end) throw new Error(`${what}: not reached`);
      await pause(LOOK_MS);
    }
  };

  const act = async ({ lab, lines, deploy, endCount }: Journal, step: Act): Promise<void> => {
    if (step === "deploy") deploy();
    else if (step === "rest") await server.rest(`${client.id}-${lab.own("")}`);
    else if ("send" in step) await client.send([step.send].flat().map((sent) => named(lab.own, sent)));
    else if ("ended" in step) await until(`${step.ended} ends`, () => endCount() >= step.ended);
    else
      await until(
        `“${step.until}”; lines: ${lines.join(", ")}`,
        () => lines.filter((line) => line === step.until).length >= (step.times ?? 1),
      );
  };

  return {
    async play(played) {
      const of = journal(played.name);
      for (const step of played.acts) await act(of, step);
      const expected = { lines: played.lines.flat().length, ends: Object.values(played.ends).flat().length };
      const isDone = () => of.lines.length >= expected.lines && of.endCount() >= expected.ends;
      // What is missing is told by the comparison.
      await until("the end", isDone).catch(() => {});
      await pause(server.quietMs);
      return of;
    },
    stop: close,
  };
}

/** Tells how runs ended. */
function observer(client: Inngest, journals: ReadonlyMap<string, Journal>): InngestFunction.Like {
  const told = new Set<string>();
  return client.createFunction(
    {
      id: "observer",
      triggers: [{ event: "inngest/function.finished" }, { event: "inngest/function.cancelled" }],
    },
    async ({ event }) => {
      const { function_id, run_id, result, error } = event.data;
      const isCancelled = event.name === "inngest/function.cancelled" || statusOf(event.data) === "Cancelled";
      const outcome: Outcome = isCancelled
        ? "cancelled"
        : error
          ? { failed: String(error.message) }
          : { completed: result ?? null };
      if (told.has(run_id)) return;
      told.add(run_id);
      journalOf(journals, client, function_id)?.ended(function_id, outcome);
    },
  );
}

const statusOf = (data: { _inngest?: { status?: string } }): string => data._inngest?.status ?? "";

async function serveAndRegister(
  client: Inngest,
  functions: InngestFunction.Like[],
  { host }: Server,
): Promise<() => Promise<void>> {
  const app = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => app.listen(0, resolve));
  const origin = `http://${host}:${addressOf(app.address()).port}`;
  const handler = serve({ client, functions, serveOrigin: origin });
  const answer = await fetch(`http://127.0.0.1:${addressOf(app.address()).port}/api/inngest`, {
    method: "PUT",
  });
  if (!answer.ok)
    throw new Error(`The functions were not registered: ${answer.status} ${await answer.text()}`);
  return () =>
    new Promise((resolve) => {
      app.close(() => resolve());
      app.closeAllConnections();
    });
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address !== "object" || address === null) throw new Error("The functions have no address");
  return address;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

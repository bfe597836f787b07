import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { sdkLogger } from "@/inngest/executor/sdk-logger";
import type { Case, Lab, Outcome } from "./case";
import { type Journals, openJournals } from "./journal";
import { playOn, type Runner, type Stage } from "./stage";

export type Server = {
  url: string;
  /** The name of this machine as the server knows it. */
  host: string;
  signingKey?: string | undefined;
  eventKey?: string | undefined;
  lasting: Pick<Lab, "nap" | "long">;
  stage: (send: Stage["send"]) => Stage;
};

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
  const journals = openJournals(client, cases, server.lasting);
  const stage = server.stage((events) => client.send(events));
  const close = await serveAndRegister(client, [...journals.functions, observer(client, journals)], server);
  return { play: (played) => playOn(stage, played, journals.of(played)), stop: close };
}

/** Tells how runs ended. */
function observer(client: Inngest, journals: Journals): InngestFunction.Like {
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
      journals.ended(function_id, outcome);
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

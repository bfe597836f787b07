import { Inngest } from "inngest";
import { isRecord } from "./is-record";
import { sdkLogger } from "./sdk-logger";

/** What a client sends to its server, answered in memory. */
export type ServerApi = (
  path: string,
  body: unknown,
  seed: string | null,
) => Promise<{ status: number; body: unknown }>;

declare global {
  var batonExecutors: Map<string, ServerApi> | undefined;
}

/** On globalThis: instrumentation and routes are separate module graphs. */
const apis = (): Map<string, ServerApi> => {
  globalThis.batonExecutors ??= new Map();
  return globalThis.batonExecutors;
};

export const serveApi = (clientId: string, api: ServerApi): void => void apis().set(clientId, api);

/** A client whose server is the embedded executor. */
export function embeddedClient(id: string): Inngest {
  return new Inngest({
    id,
    isDev: true,
    baseUrl: ORIGIN,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => answer(id, String(input), init),
    logger: sdkLogger,
    aiMetadata: false,
    // No limit to how long a call may go on from step to step.
    checkpointing: { bufferedSteps: 1, maxRuntime: 0 },
  });
}

const ORIGIN = "http://executor.invalid";
const SEED = "x-inngest-event-id-seed";

async function answer(clientId: string, url: string, init: RequestInit | undefined): Promise<Response> {
  const api = apis().get(clientId);
  if (!api)
    throw new Error(
      "The embedded executor is not installed in this process: call installAnnouncer() or startExecutor() at its start",
    );
  const body: unknown = typeof init?.body === "string" && init.body !== "" ? JSON.parse(init.body) : null;
  const seed = isRecord(init?.headers) && typeof init.headers[SEED] === "string" ? init.headers[SEED] : null;
  const result = await api(url.slice(ORIGIN.length), body, seed);
  return result.body === null
    ? new Response(null, { status: result.status })
    : Response.json(result.body, { status: result.status });
}

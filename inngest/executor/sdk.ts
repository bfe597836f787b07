/**
 * The app's own serve handler, called in memory. It is the SDK's public handler class with an adapter that takes plain
 * values: building Request, Headers and Response and encoding the body would cost 0.3 ms of CPU a call.
 */
import { type Inngest, InngestCommHandler, type InngestFunction } from "inngest";
import { type FunctionConfig, readFunctionConfig } from "./function-config";
import { isRecord } from "./is-record";
import type { RunState } from "./item";

export type CallRequest = {
  functionId: string;
  runId: string;
  /** null: the function is called; else this planned step alone is run. */
  stepId: string | null;
  /** Unique among the calls under way: what the SDK checkpoints comes back under it. */
  callId: string;
  attempt: number;
  maxAttempts: number;
  /** Others of the run's steps are outstanding: report what is found, run nothing. */
  planOnly: boolean;
  event: string;
  state: RunState;
};

export type CallAnswer = { status: number; headers: Record<string, string>; body: string };
export type Sdk = {
  functions: () => Promise<FunctionConfig[]>;
  call: (request: CallRequest) => Promise<CallAnswer>;
};

type Message = {
  method: "POST" | "PUT";
  query: Record<string, string>;
  headers: Record<string, string>;
  body: unknown;
};

const ADDRESS = new URL("http://executor.invalid/api/inngest");
const NO_HEADERS = {};

export function openSdk(client: Inngest, functions: InngestFunction.Like[]): Sdk {
  const handle = new InngestCommHandler({
    frameworkName: "baton",
    client,
    functions,
    handler: (message: Message) => ({
      method: () => message.method,
      body: () => message.body,
      headers: (key: string) => message.headers[key.toLowerCase()],
      queryString: (key: string) => message.query[key],
      url: () => ADDRESS,
      transformResponse: ({ status, headers, body }: CallAnswer): CallAnswer => ({ status, headers, body }),
    }),
  }).createHandler();
  let configs: Promise<FunctionConfig[]> | undefined;
  return {
    functions: () => {
      configs ??= readRegistration(handle);
      return configs;
    },
    call: (request) =>
      handle({
        method: "POST",
        query: { fnId: request.functionId, stepId: request.stepId ?? "step" },
        headers: NO_HEADERS,
        body: callBody(request),
      }),
  };
}

/** In-band sync: the SDK answers with what it would register at a server. */
async function readRegistration(
  handle: (message: Message) => Promise<CallAnswer>,
): Promise<FunctionConfig[]> {
  const answer = await handle({
    method: "PUT",
    query: {},
    headers: { "x-inngest-sync-kind": "in_band" },
    body: { url: ADDRESS.href },
  });
  const registration: unknown = JSON.parse(answer.body);
  if (answer.status !== 200 || !isRecord(registration) || !Array.isArray(registration.functions))
    throw new Error(`The SDK did not register its functions: ${answer.status} ${answer.body.slice(0, 500)}`);
  return registration.functions.map(readFunctionConfig);
}

/** As a server sends it. */
export function callBody(request: CallRequest): unknown {
  const event: unknown = JSON.parse(request.event);
  const { stack, memos } = request.state;
  return {
    // -1 leaves the version to the SDK. It is also the one that its schema recognises at first try.
    version: -1,
    event,
    events: [event],
    // A copy: what a function does to a result is its own business.
    steps: stack.length > 0 ? structuredClone(memos) : memos,
    ctx: {
      run_id: request.runId,
      // With fn_id and qi_id the SDK goes on after a step, and hands results over as it goes (checkpointing).
      fn_id: request.functionId,
      qi_id: request.callId,
      attempt: request.attempt,
      max_attempts: request.maxAttempts,
      disable_immediate_execution: request.planOnly,
      use_api: false,
      stack: { stack, current: stack.length },
    },
  };
}

import { isRecord } from "./is-record";
import type { CallAnswer } from "./sdk";

/** One operation that the SDK reports. */
export type Op = {
  op: string;
  id: string;
  name: string;
  opts: Record<string, unknown>;
  data: unknown;
  error: unknown;
};

/** What a call came to. */
export type Answer =
  | { kind: "ops"; ops: Op[]; noRetry: boolean | null; retryAfter: string | null; eager: boolean }
  | { kind: "returned"; output: unknown }
  | { kind: "threw"; error: unknown; final: boolean; retryAfter: string | null };

export function readAnswer(answer: CallAnswer): Answer {
  const headers = new Map(Object.entries(answer.headers).map(([key, value]) => [key.toLowerCase(), value]));
  const retryAfter = headers.get("retry-after") ?? null;
  const noRetry = headers.get("x-inngest-no-retry");
  const body: unknown = answer.body === "" ? null : JSON.parse(answer.body);
  if (answer.status === 206) {
    const ops = (Array.isArray(body) ? body : [body]).filter(isRecord).map(readOp);
    return {
      kind: "ops",
      ops,
      noRetry: noRetry === undefined ? null : noRetry === "true",
      retryAfter,
      eager: headers.get("x-inngest-req-version") === "1",
    };
  }
  if (answer.status >= 200 && answer.status < 300) return { kind: "returned", output: body };
  return { kind: "threw", error: errorOf(body), final: noRetry === "true", retryAfter };
}

function readOp(op: Record<string, unknown>): Op {
  return {
    op: String(op.op),
    id: String(op.id),
    name: typeof op.name === "string" ? op.name : "",
    opts: isRecord(op.opts) ? op.opts : {},
    data: op.data ?? null,
    error: op.error,
  };
}

/** The SDK's own failures have only `error` or `message` where a function's error has name, message and stack. */
function errorOf(body: unknown): unknown {
  if (!isRecord(body)) return { name: "Error", message: `The function answered ${JSON.stringify(body)}` };
  return {
    ...body,
    name: body.name ?? "Error",
    message: body.message ?? body.error ?? "The function failed without a message",
  };
}

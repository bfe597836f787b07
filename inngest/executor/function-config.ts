import { type Expression, type Operand, parseExpression, parseOperand } from "./expression";
import { isRecord } from "./is-record";
import { instantOf } from "./time-string";

/** What the executor needs to know of a function; read from the SDK's own registration. */
export type FunctionConfig = {
  id: string;
  /** A name, or a prefix that ends in `*`. */
  events: { name: string; if: Expression | null }[];
  crons: { pattern: string; timezone: string }[];
  maxAttempts: number;
  idempotency: Operand | null;
  /** At most `limit` calls at once of the runs that share the key's value. */
  concurrency: { limit: number; key: Operand | null } | null;
  cancelOn: { event: string; if: Expression | null; timeout: string | null }[];
};

const DEFAULT_RETRIES = 4;
const KNOWN = new Set(["id", "name", "triggers", "steps", "idempotency", "concurrency", "cancel"]);

/**
 * Reads one function of the registration. A declared option that the executor would not honour is refused here, at
 * start: a rate limit that silently does nothing is worse than an error.
 */
export function readFunctionConfig(declared: unknown): FunctionConfig {
  const fn = record(declared, "a function");
  const id = String(fn.id);
  const refuse = (what: string): never => {
    throw new Error(
      `The function ${id} declares ${what}, which the embedded executor does not support. Remove it, or run against an Inngest server.`,
    );
  };
  for (const [option, value] of Object.entries(fn))
    if (value !== undefined && !KNOWN.has(option)) refuse(`“${option}”`);
  const config: FunctionConfig = {
    id,
    events: [],
    crons: [],
    maxAttempts: retriesOf(fn) + 1,
    idempotency: typeof fn.idempotency === "string" ? parseOperand(fn.idempotency) : null,
    concurrency: readConcurrency(fn.concurrency, refuse),
    cancelOn: list(fn.cancel).map((cancel) => readCancel(cancel, refuse)),
  };
  for (const trigger of list(fn.triggers)) {
    const { event, expression, cron, jitter } = record(trigger, "a trigger");
    if (jitter !== undefined) refuse("a cron with jitter");
    if (typeof cron === "string") config.crons.push(readCron(cron));
    else if (typeof event === "string")
      config.events.push({
        name: event,
        if: typeof expression === "string" ? parseExpression(expression) : null,
      });
    else refuse("a trigger that is neither an event nor a cron");
  }
  return config;
}

function retriesOf(fn: Record<string, unknown>): number {
  const step = record(record(fn.steps, "steps").step, "the step");
  const attempts = isRecord(step.retries) ? step.retries.attempts : undefined;
  return typeof attempts === "number" ? attempts : DEFAULT_RETRIES;
}

function readConcurrency(declared: unknown, refuse: (what: string) => never): FunctionConfig["concurrency"] {
  if (declared === undefined || declared === null) return null;
  const [one, another] = Array.isArray(declared) ? declared : [declared];
  if (another !== undefined) refuse("two concurrency limits");
  if (typeof one === "number") return { limit: one, key: null };
  const { limit, key, scope } = record(one, "concurrency");
  if (scope !== undefined && scope !== "fn") refuse(`concurrency with scope “${String(scope)}”`);
  if (typeof limit !== "number" || limit < 1) return refuse("concurrency without a limit of at least 1");
  return { limit, key: typeof key === "string" ? parseOperand(key) : null };
}

function readCancel(declared: unknown, refuse: (what: string) => never): FunctionConfig["cancelOn"][number] {
  const cancel = record(declared, "cancelOn");
  const timeout = typeof cancel.timeout === "string" ? cancel.timeout : null;
  if (typeof cancel.event !== "string") return refuse("cancelOn without an event");
  if (timeout !== null && !instantOf(timeout, new Date(0))) refuse(`cancelOn with the timeout “${timeout}”`);
  return {
    event: cancel.event,
    if: typeof cancel.if === "string" ? parseExpression(cancel.if) : null,
    timeout,
  };
}

function readCron(text: string): { pattern: string; timezone: string } {
  const [, timezone, pattern] = /^TZ=(\S+)\s+(.+)$/.exec(text) ?? [];
  return { pattern: pattern ?? text, timezone: timezone ?? "UTC" };
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function record(value: unknown, what: string): Record<string, unknown> {
  if (!isRecord(value))
    throw new Error(`The registration of the functions is not understood: ${what} is missing`);
  return value;
}

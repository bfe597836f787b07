import { newId } from "@/server/db/id";
import { bindEvent, type Expression, holds, scalarOf } from "./expression";
import type { FunctionConfig } from "./function-config";
import { eventText, type IncomingEvent, idOf } from "./incoming-event";
import { CALL, type NewItem, STATE } from "./item";
import { fileWait } from "./match-key";
import { instantOf } from "./time-string";

/** A new run as rows; `once`: keys of which none may have been seen, else it does not start. */
export type Start = { item: NewItem; watches: NewItem[]; once: string[] };

const YEAR_MS = 366 * 86_400_000;

/** The runs that an event starts. `forgets`: ids of functions that take no memory of event ids beyond a run's life. */
export function startItems(
  functions: FunctionConfig[],
  event: IncomingEvent,
  now: Date,
  forgets: ReadonlySet<string>,
  workspace?: string,
): Start[] {
  return functions
    .filter((fn) => isStartedBy(fn, event))
    .map((fn) => startOf(fn, event, now, forgets.has(fn.id), workspace));
}

export function startOf(
  fn: FunctionConfig,
  event: IncomingEvent,
  now: Date,
  forgetful: boolean,
  workspace = workspaceOf(event.data),
): Start {
  const runId = event.named ? idOf(fn.id, event.id) : newId();
  const common = { run_id: runId, function_id: fn.id, workspace, ...slotOf(fn, event) };
  const once: string[] = [];
  if (event.named && !forgetful) once.push(`${fn.id}:id:${event.id}`);
  const key = fn.idempotency && scalarOf(fn.idempotency, { event });
  if (key !== null && key !== undefined) once.push(short(`${fn.id}:key:${JSON.stringify(key)}`));
  return {
    item: {
      ...common,
      step: CALL,
      kind: "call",
      state: common.slot ? STATE.held : STATE.ready,
      due_at: now,
      payload: eventText(event),
    },
    watches: fn.cancelOn.map((cancel, index) => ({
      ...common,
      slot: null,
      step: `cancel:${index}`,
      kind: "cancel",
      state: STATE.sleeping,
      due_at: (cancel.timeout && instantOf(cancel.timeout, now)) || new Date(now.getTime() + YEAR_MS),
      ...waitColumns(cancel.event, cancel.if, event),
    })),
    once,
  };
}

/** How a wait for an event is filed. One that can never be fulfilled only has its time limit. */
export function waitColumns(
  name: string,
  condition: Expression | null,
  startedBy: unknown,
): Pick<NewItem, "wait_event" | "wait_key" | "wait_if"> {
  const bound = bindEvent(condition ?? [], startedBy);
  if (!bound) return { wait_event: null, wait_key: null, wait_if: null };
  const { key, rest } = fileWait(bound);
  return { wait_event: name, wait_key: key, wait_if: rest.length > 0 ? JSON.stringify(rest) : null };
}

function isStartedBy(fn: FunctionConfig, event: IncomingEvent): boolean {
  return fn.events.some(({ name, if: condition }) => {
    const named = name.endsWith("*") ? event.name.startsWith(name.slice(0, -1)) : event.name === name;
    return named && (!condition || holds(condition, { event }));
  });
}

function slotOf(
  fn: FunctionConfig,
  event: IncomingEvent,
): { slot: string | null; slot_limit: number | null } {
  if (!fn.concurrency) return { slot: null, slot_limit: null };
  const key = fn.concurrency.key && scalarOf(fn.concurrency.key, { event });
  return { slot: short(`${fn.id}:${JSON.stringify(key ?? null)}`), slot_limit: fn.concurrency.limit };
}

/** Keys are indexed: a long one is replaced by its digest. */
const short = (key: string) => (key.length > 300 ? idOf(key) : key);

/** Work is taken in turns, workspace by workspace. */
function workspaceOf(data: Record<string, unknown>): string {
  const { workspaceId } = data;
  return typeof workspaceId === "string" && /^[\w-]{1,100}$/.test(workspaceId) ? workspaceId : "";
}

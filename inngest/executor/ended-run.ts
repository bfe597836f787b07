import type { FunctionConfig } from "./function-config";
import type { IncomingEvent } from "./incoming-event";
import { isRecord } from "./is-record";
import type { ClaimedItem, NewItem } from "./item";
import { startItems } from "./start-items";

export type End =
  | { status: "completed"; output: unknown }
  | { status: "failed"; error: unknown }
  | { status: "cancelled" };

const NAMES = {
  completed: "inngest/function.finished",
  failed: "inngest/function.failed",
  cancelled: "inngest/function.cancelled",
} as const;

/** As a server names them to functions. */
const STATUS = { completed: "Completed", failed: "Failed", cancelled: "Cancelled" } as const;

/** Whether any function asks to be told when runs end like this. */
export const isAwaited = (functions: FunctionConfig[], status: End["status"]): boolean =>
  functions.some((fn) => fn.events.some(({ name }) => name === NAMES[status] || name === NAMES.completed));

/** The runs that the end of a run starts: its onFailure, and whatever else listens. Such runs are told of no further. */
export function followUps(functions: FunctionConfig[], item: ClaimedItem, end: End, now: Date): NewItem[] {
  if (!isAwaited(functions, end.status)) return [];
  const startedBy: unknown = JSON.parse(item.event);
  if (isRecord(startedBy) && Object.values<unknown>(NAMES).includes(startedBy.name)) return [];
  const result =
    end.status === "completed"
      ? { result: end.output }
      : end.status === "failed"
        ? { error: errorForSdk(end.error) }
        : {};
  const data = {
    function_id: item.functionId,
    run_id: item.runId,
    event: startedBy,
    events: [startedBy],
    ...result,
    _inngest: { status: STATUS[end.status] },
  };
  const names = end.status === "completed" ? [NAMES.completed] : [NAMES[end.status], NAMES.completed];
  return names.flatMap((name) => {
    const event: IncomingEvent = { id: item.runId, name, data, ts: now.getTime(), named: true };
    return startItems(functions, event, now, new Set(functions.map(({ id }) => id)), item.workspace).flatMap(
      (start) => [start.item, ...start.watches],
    );
  });
}

export function errorForSdk(error: unknown): Record<string, unknown> {
  if (!isRecord(error)) return { name: "Error", message: String(error) };
  return {
    ...error,
    name: String(error.name ?? "Error"),
    message: String(error.message ?? "The function failed without a message"),
  };
}

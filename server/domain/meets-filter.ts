import type { Condition } from "./condition";
import { evaluateCondition } from "./condition-evaluate";
import { payloadScope } from "./data-scope";

/** Whether an event passes the filter of a trigger, or of an exit condition; without one, every event does. */
export const meetsFilter = (
  filter: Condition | null | undefined,
  payload: Record<string, unknown>,
  at: Date,
): boolean => !filter || evaluateCondition(filter, payloadScope(payload, at));

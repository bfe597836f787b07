import type { Condition } from "./condition";
import { evaluateCondition } from "./condition-evaluate";
import type { DataScope } from "./data-scope";

/**
 * Whether an event, by the scope of its payload, passes the filter of a trigger or of an exit condition; without one,
 * every event does.
 */
export const meetsFilter = (filter: Condition | null | undefined, scope: DataScope): boolean =>
  !filter || evaluateCondition(filter, scope);

import { DateTime } from "luxon";
import type { TaskColumn } from "./task";

export type TaskBounds = { now: Date; endOfToday: Date; endOfWeek: Date };

/** Where the columns of the board begin and end, by the calendar of the zone. The week is the next seven days. */
export function taskBounds(now: Date, zone: string): TaskBounds {
  const local = DateTime.fromJSDate(now, { zone });
  return {
    now,
    endOfToday: local.endOf("day").toJSDate(),
    endOfWeek: local.plus({ days: 7 }).endOf("day").toJSDate(),
  };
}

/** In which column an open task stands. */
export function columnOf(
  dueAt: Date | null,
  { now, endOfToday, endOfWeek }: TaskBounds,
): Exclude<TaskColumn, "done"> {
  if (!dueAt || dueAt > endOfWeek) return "later";
  if (dueAt < now) return "overdue";
  return dueAt <= endOfToday ? "today" : "week";
}

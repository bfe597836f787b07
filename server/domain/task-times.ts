import { DateTime } from "luxon";

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

import { expect, test } from "vitest";
import { taskBounds } from "@/server/domain/task-times";

test.each([
  // Berlin is at 23:30 on Friday; New York still has the afternoon.
  ["Europe/Berlin", "2026-06-05T21:59:59.999Z", "2026-06-12T21:59:59.999Z"],
  ["America/New_York", "2026-06-06T03:59:59.999Z", "2026-06-13T03:59:59.999Z"],
  ["UTC", "2026-06-05T23:59:59.999Z", "2026-06-12T23:59:59.999Z"],
])("the day and the week end by the calendar of %s", (zone, today, week) => {
  const { endOfToday, endOfWeek } = taskBounds(new Date("2026-06-05T21:30:00Z"), zone);
  expect([endOfToday.toISOString(), endOfWeek.toISOString()]).toEqual([today, week]);
});

import { DateTime } from "luxon";

/**
 * The birthdays that are kept on the day of `at` in `zone`, as month and day. Who was born on 29 February has it on the
 * 28th in a year that has no 29th.
 */
export function birthdaysOn(at: Date, zone: string): string[] {
  const day = DateTime.fromJSDate(at, { zone });
  const today = day.toFormat("MM-dd");
  return today === "02-28" && !day.isInLeapYear ? [today, "02-29"] : [today];
}

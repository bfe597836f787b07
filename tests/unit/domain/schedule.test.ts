import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it, test } from "vitest";
import { cronInWords } from "@/server/domain/cron-words";
import { nextFires, scheduleProblem } from "@/server/domain/schedule";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Instants at which the clocks of a zone change; those of Morocco go back for Ramadan. */
const CHANGES: [string, string][] = [
  ["America/New_York", "2026-03-08T07:00Z"],
  ["America/New_York", "2026-11-01T06:00Z"],
  ["Europe/Berlin", "2026-03-29T01:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00Z"],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00Z"],
  ["Africa/Casablanca", "2026-02-15T02:00Z"],
  ["Africa/Casablanca", "2026-03-22T02:00Z"],
  ["America/Sao_Paulo", "2018-11-04T03:00Z"],
  ["America/Sao_Paulo", "2018-02-18T02:00Z"],
];
const MINUTES = ["0", "15", "30", "45", "0,30", "*/15", "*/20", "*", "10-50/20"];
const HOURS = ["*", "0-23", "0", "1", "2", "3", "23", "1,2", "2,3", "1-3", "*/2", "*/3", "22-23"];

describe("a schedule over a change of the clocks", () => {
  it("fires when the rule says, told minute by minute from another library's time zones", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES),
        fc.constantFrom(...MINUTES),
        fc.constantFrom(...HOURS),
        fc.integer({ min: 0, max: 6 * 60 }),
        ([zone, change], minutes, hours, offset) => {
          const from = Date.parse(change) - 4 * HOUR + offset * MINUTE;
          const until = from + 8 * HOUR;
          const expected = firesByTheRule(minutes, hours, zone, from, until);
          const cron = `${minutes} ${hours} * * *`;
          const fires = nextFires(cron, zone, new Date(from), expected.length + 1).map(Number);
          expect(fires.slice(0, expected.length)).toEqual(expected);
          expect(fires[expected.length] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(until);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("shows the time that was asked for, always later than before", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CHANGES.map(([zone]) => zone), "Asia/Kathmandu"),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.date({ min: new Date("2017-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
        (zone, hour, minute, from) => {
          let before = from;
          for (const at of nextFires(`${minute} ${hour} * * *`, zone, from, 3)) {
            expect(at > before).toBe(true);
            const shown = DateTime.fromJSDate(at, { zone });
            const asked = shown.hour === hour && shown.minute === minute;
            const afterGap = shown.offset > shown.minus({ minutes: 1 }).offset;
            expect(asked || afterGap).toBe(true);
            before = at;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

// From each instant, by hand: UTC times, the local time in the comment.
test.each([
  // 02:30 does not exist on 29 March in Berlin: 03:00 it is.
  ["30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:30Z"]],
  // Both 02:00 and 02:30 fall into the gap: one fire for the two.
  ["0,30 2 * * *", "Europe/Berlin", "2026-03-29T00:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:00Z"]],
  // 02:00 and 03:00 are the same instant that day.
  ["0 2,3 * * *", "Europe/Berlin", "2026-03-29T00:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:00Z"]],
  // 02:30 comes at 00:30Z (summer) and at 01:30Z (winter): the first.
  ["30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]],
  // Every half hour goes on through both hours.
  ["*/30 * * * *", "Europe/Berlin", "2026-10-25T00:15Z", ["2026-10-25T00:30Z", "2026-10-25T01:00Z"]],
  // Half an hour is skipped at 02:00 (+10:30 to +11): 02:15 is 02:30.
  ["15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00Z", ["2026-10-03T15:30Z", "2026-10-04T15:15Z"]],
  // 01:45 comes twice, thirty minutes apart: first at +11.
  ["45 1 * * *", "Australia/Lord_Howe", "2026-04-04T12:00Z", ["2026-04-04T14:45Z", "2026-04-05T15:15Z"]],
  // Morocco is at +1, and at 0 in Ramadan: forward again on 22 March 2026.
  ["30 2 * * *", "Africa/Casablanca", "2026-03-21T12:00Z", ["2026-03-22T02:00Z", "2026-03-23T01:30Z"]],
  // Midnight did not exist: the day began at 01:00.
  ["0 0 * * *", "America/Sao_Paulo", "2018-11-03T12:00Z", ["2018-11-04T03:00Z", "2018-11-05T02:00Z"]],
  // +05:45, no change ever.
  ["@daily", "Asia/Kathmandu", "2026-03-28T12:00Z", ["2026-03-28T18:15Z", "2026-03-29T18:15Z"]],
  // The leap day, four years apart.
  ["0 9 29 2 *", "America/New_York", "2026-03-01T00:00Z", ["2028-02-29T14:00Z", "2032-02-29T14:00Z"]],
  ["0 9 L 2 *", "UTC", "2027-01-01T00:00Z", ["2027-02-28T09:00Z", "2028-02-29T09:00Z"]],
])("%s in %s after %s", (cron, zone, after, expected) => {
  expect(nextFires(cron, zone, new Date(after), 2)).toEqual(expected.map((at) => new Date(at)));
});

test.each([
  ["61 * * * *", "UTC", "cron", "The minute “61” in the schedule “61 * * * *” is not understood."],
  ["0 24 * * *", "UTC", "cron", "Hours go from 0 to 23"],
  ["0 9 * 13 *", "UTC", "cron", "The month “13”"],
  ["0 9 * * 9", "UTC", "cron", "The weekday “9”"],
  ["0 9 32 * *", "UTC", "cron", "The day of the month “32”"],
  ["5/15 * * * *", "UTC", "cron", "such as 0, 0,30 or */15"],
  ["*/10 * * * * *", "UTC", "cron", "has 6 fields; a schedule has five and no seconds"],
  ["0 9 * *", "UTC", "cron", "it needs five fields"],
  ["every day", "UTC", "cron", "Write one such as “0 9 * * 1-5”"],
  ["2026-11-30T10:00:00", "UTC", "cron", "it needs five fields"],
  ["@reboot", "UTC", "cron", "There are @hourly, @daily"],
  ["0 9 30 2 *", "UTC", "cron", "never comes"],
  ["0 9 * * *", "Mars/Base", "timezone", "There is no time zone “Mars/Base”"],
])("%s in %s is refused", (cron, zone, field, words) => {
  expect(scheduleProblem(cron, zone)).toEqual({ field, message: expect.stringContaining(words) });
});

test.each([
  "0 9 * * MON-FRI",
  "@Daily",
  " 0  9 * * 7 ",
  "0 9 LW * *",
  "0 9 * * 1#1",
  "0 9 * * 5L",
  "0 9 ? * *",
])("%s is a schedule", (cron) => expect(scheduleProblem(cron, "Europe/Berlin")).toBeNull());

test.each([
  ["@daily", "Every day at 00:00"],
  ["@yearly", "Every 1 January at 00:00"],
  ["0 9 * * MON,THU", "Every Monday, Thursday at 09:00"],
  ["0 9 * * MON-FRI", "Monday to Friday at 09:00"],
  ["0 9 L * *", "On the last day of every month at 09:00"],
  ["0 */6 * * *", "Every 6 hours"],
  // Neither is what it seems: they begin anew each hour, each day.
  ["*/7 * * * *", "On the schedule */7 * * * *"],
  ["0 */5 * * *", "On the schedule 0 */5 * * *"],
])("%s in words", (cron, words) => expect(cronInWords(cron)).toBe(words));

/** The rule again, the long way: looks at every minute. */
function firesByTheRule(minutes: string, hours: string, zone: string, from: number, until: number): number[] {
  const [minuteSet, hourSet] = [valuesOf(minutes, 59), valuesOf(hours, 23)];
  const flows = hourSet.size === 24;
  const offsetAt = (at: number) => DateTime.fromMillis(at, { zone }).offset * MINUTE;
  const asked = (wall: number) => {
    const shown = new Date(wall);
    return minuteSet.has(shown.getUTCMinutes()) && hourSet.has(shown.getUTCHours());
  };
  const fires: number[] = [];
  for (let at = from - (from % MINUTE) + MINUTE; at <= until; at += MINUTE) {
    const wall = at + offsetAt(at);
    const earlier = wall - offsetAt(at - 3 * HOUR);
    const again = earlier < at && earlier + offsetAt(earlier) === wall;
    const skipped: number[] = [];
    for (let gone = at + offsetAt(at - MINUTE); gone < wall; gone += MINUTE) skipped.push(gone);
    if ((asked(wall) && (flows || !again)) || (!flows && skipped.some(asked))) fires.push(at);
  }
  return fires;
}

function valuesOf(field: string, most: number): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [first = 0, last = first] = range === "*" ? [0, most] : range.split("-").map(Number);
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return values;
}

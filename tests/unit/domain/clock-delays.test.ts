/** Delays over changes of the clocks in five zones, and over leap days. Expected instants are worked out by hand. */
import fc from "fast-check";
import { DateTime, Settings } from "luxon";
import { afterEach, describe, expect, it, test } from "vitest";
import { delayUntil } from "@/server/domain/delay";
import { shiftTime } from "@/server/domain/shift-time";
import { delayStepSchema } from "@/server/domain/step";

const until = (step: Record<string, unknown>, now: Date, zone: string, contact: string | null = null) => {
  const result = delayUntil(
    delayStepSchema.parse({ id: "d", type: "delay", ...step }),
    (value) => value,
    now,
    { workspace: zone, contact },
  );
  if (!result.ok) throw new Error(result.message);
  return result.at;
};

const ZONES = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Kathmandu",
] as const;

describe("until a time of day", () => {
  test.each([
    // Spring: what does not exist is the first instant after the gap; after it, local time as asked.
    ["America/New_York", "02:30", "2026-03-07T12:00Z", "2026-03-08T07:00Z"], // 03:00 EDT
    ["America/New_York", "09:00", "2026-03-07T15:00Z", "2026-03-08T13:00Z"], // 09:00 EDT, 23 h after 09:00 EST
    ["Europe/Berlin", "02:30", "2026-03-28T12:00Z", "2026-03-29T01:00Z"], // 03:00 CEST
    ["Europe/Berlin", "09:00", "2026-03-28T12:00Z", "2026-03-29T07:00Z"],
    ["Australia/Lord_Howe", "02:15", "2026-10-03T12:00Z", "2026-10-03T15:30Z"], // 02:30 at +11, half an hour on
    ["Australia/Lord_Howe", "09:00", "2026-10-03T12:00Z", "2026-10-03T22:00Z"], // +11
    ["Africa/Casablanca", "02:30", "2026-03-21T12:00Z", "2026-03-22T02:00Z"], // Ramadan is over: 02:00 is 03:00
    ["Africa/Casablanca", "09:00", "2026-03-21T12:00Z", "2026-03-22T08:00Z"], // +1
    // Autumn: of two the first; asked between them, it is the next day's.
    ["America/New_York", "01:30", "2026-10-31T12:00Z", "2026-11-01T05:30Z"], // EDT
    ["America/New_York", "01:30", "2026-11-01T05:45Z", "2026-11-02T06:30Z"], // 01:45 EDT, tomorrow in EST
    ["Europe/Berlin", "02:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z"], // CEST
    ["Australia/Lord_Howe", "01:45", "2026-04-04T12:00Z", "2026-04-04T14:45Z"], // +11
    ["Australia/Lord_Howe", "01:45", "2026-04-04T14:50Z", "2026-04-05T15:15Z"], // +10:30
    ["Africa/Casablanca", "02:30", "2026-02-14T12:00Z", "2026-02-15T01:30Z"], // +1, Ramadan begins
    ["Africa/Casablanca", "09:00", "2026-02-14T12:00Z", "2026-02-15T09:00Z"], // +0
    // No change, +05:45.
    ["Asia/Kathmandu", "02:30", "2026-03-28T12:00Z", "2026-03-28T20:45Z"],
    // The leap day is a day.
    ["Europe/Berlin", "09:00", "2028-02-28T12:00Z", "2028-02-29T08:00Z"],
    ["Europe/Berlin", "09:00", "2027-02-28T12:00Z", "2027-03-01T08:00Z"],
  ])("%s: %s after %s is %s", (zone, time, now, expected) => {
    const from = new Date(now);
    expect(until({ next: { time } }, from, zone)).toEqual(new Date(expected));
    expect(until({ next: { time, zone: "contact" } }, from, "UTC", zone)).toEqual(new Date(expected));
    // The same words as a date and time without a zone.
    const day = DateTime.fromISO(expected, { zone }).toISODate();
    expect(until({ until: `${day}T${time}` }, from, zone)).toEqual(new Date(expected));
  });

  it("on a weekday: that of the zone, not of UTC", () => {
    // Saturday 23:00 UTC is Sunday in Kathmandu, the day the clocks change in New York.
    const now = new Date("2026-03-07T23:00Z");
    const sunday = { next: { time: "09:00", weekdays: [7] } };
    expect(until(sunday, now, "Asia/Kathmandu")).toEqual(new Date("2026-03-08T03:15Z"));
    expect(until(sunday, now, "America/New_York")).toEqual(new Date("2026-03-08T13:00Z"));
  });

  it("is never in the past, and shows the time that was asked for, or the end of a gap", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(0, 15, 30, 45),
        fc.date({ min: new Date("2025-01-01"), max: new Date("2029-01-01"), noInvalidDate: true }),
        fc.integer({ min: 0, max: 86_400_000 }),
        (zone, hour, minute, now, later) => {
          const time = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
          const at = until({ next: { time } }, now, zone);
          expect(at >= now).toBe(true);
          expect(at.getTime() - now.getTime()).toBeLessThanOrEqual(26 * 3_600_000);
          const shown = DateTime.fromJSDate(at, { zone });
          const endOfGap = shown.offset > shown.minus({ minutes: 1 }).offset;
          expect(shown.toFormat("HH:mm") === time || endOfGap).toBe(true);
          // Who begins later ends later, or at the same time.
          expect(until({ next: { time } }, new Date(now.getTime() + later), zone) >= at).toBe(true);
          // And what was reached is not waited for again.
          expect(until({ next: { time } }, at, zone)).toEqual(at);
        },
      ),
    );
  });
});

describe("a date and time that comes twice", () => {
  const systemNow = Settings.now;
  afterEach(() => {
    Settings.now = systemNow;
  });

  it.each(["2026-01-15T12:00Z", "2026-07-15T12:00Z"])("is the first of the two, seen on %s", (today) => {
    Settings.now = () => Date.parse(today);
    expect(until({ until: "2026-10-25T02:30" }, new Date("2026-01-01T00:00Z"), "Europe/Berlin")).toEqual(
      new Date("2026-10-25T00:30Z"),
    );
    expect(
      until({ until: "2026-10-25T02:30:00+01:00" }, new Date("2026-01-01T00:00Z"), "Europe/Berlin"),
    ).toEqual(new Date("2026-10-25T01:30Z"));
  });
});

describe("a length", () => {
  it.each(ZONES)("is exact time over both changes, in %s as anywhere", (zone) => {
    for (const begun of [
      "2026-03-07T12:00Z",
      "2026-10-31T12:00Z",
      "2026-10-24T12:00Z",
      "2028-02-28T12:00Z",
    ]) {
      const now = new Date(begun);
      for (const [value, unit, ms] of [
        [1, "days", 86_400_000],
        [36, "hours", 129_600_000],
        [2, "weeks", 1_209_600_000],
      ] as const)
        expect(until({ for: { value, unit } }, now, zone).getTime()).toBe(now.getTime() + ms);
    }
  });

  it("and then an hour: two days over the change, and the next nine o'clock", () => {
    // 2026-03-30 09:30 EDT is past nine: the day after.
    const step = { for: { value: 23, unit: "days" }, next: { time: "09:00" } };
    expect(until(step, new Date("2026-03-07T14:30Z"), "America/New_York")).toEqual(
      new Date("2026-03-31T13:00Z"),
    );
  });
});

describe("a month, and a leap day", () => {
  test.each([
    ["2028-01-31T09:00Z", "+ 1 month", "2028-02-29T09:00Z"], // the month's last day
    ["2027-01-31T09:00Z", "+ 1 month", "2027-02-28T09:00Z"],
    ["2028-02-29T09:00Z", "+ 12 months", "2029-02-28T09:00Z"], // a birthday on 29 February
    ["2028-02-29T09:00Z", "+ 48 months", "2032-02-29T09:00Z"],
    ["2028-03-31T09:00Z", "- 1 month", "2028-02-29T09:00Z"],
    ["2028-02-29T09:00Z", "+ 1 day", "2028-03-01T09:00Z"],
    ["2028-12-31T23:59Z", "+ 2 months", "2029-02-28T23:59Z"],
  ])("%s %s is %s", (from, shift, expected) => {
    expect(shiftTime(new Date(from), shift)).toEqual(new Date(expected));
  });

  it("never skips a month", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2024-01-01"), max: new Date("2032-01-01"), noInvalidDate: true }),
        fc.integer({ min: 1, max: 60 }),
        (from, months) => {
          const at = shiftTime(from, `+ ${months} months`) ?? from;
          const index = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
          expect(index(at) - index(from)).toBe(months);
        },
      ),
    );
  });
});

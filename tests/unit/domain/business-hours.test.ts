import { describe, expect, test } from "vitest";
import { businessHoursSchema, isOpen, type OpenHours, opensAt } from "@/server/domain/business-hours";
import { businessHoursWords } from "@/server/domain/business-hours-words";
import { nextFree } from "@/server/domain/next-free";
import { wallTime } from "@/server/domain/wall-clock";

const WEEK = [1, 2, 3, 4, 5];
const OFFICE: OpenHours = {
  zone: "Europe/Berlin",
  windows: [{ weekdays: WEEK, from: "09:00", to: "17:00" }],
};
const opens = (hours: OpenHours, at: string) => opensAt(hours, new Date(at))?.toISOString() ?? null;

describe("business hours", () => {
  test.each([
    // 4 May 2026 is a Monday; Berlin is two hours ahead.
    ["2026-05-04T06:59:59.999Z", "2026-05-04T07:00:00.000Z"],
    ["2026-05-04T07:00:00Z", null],
    ["2026-05-04T14:59:59.999Z", null],
    ["2026-05-04T15:00:00Z", "2026-05-05T07:00:00.000Z"],
    ["2026-05-08T15:00:00Z", "2026-05-11T07:00:00.000Z"],
    ["2026-05-09T10:00:00Z", "2026-05-11T07:00:00.000Z"],
    // The clocks change in the night to Sunday: 09:00 is an hour earlier, or later, than the Friday before.
    ["2026-03-27T16:00:00Z", "2026-03-30T07:00:00.000Z"],
    ["2026-10-23T15:00:00Z", "2026-10-26T08:00:00.000Z"],
  ])("Mon–Fri 09:00–17:00 in Berlin, at %s: %s", (at, expected) => {
    expect(opens(OFFICE, at)).toBe(expected);
  });

  test("hours that begin in the gap begin after it; a day that has only such hours is passed over", () => {
    const night = (to: string): OpenHours => ({
      zone: "Europe/Berlin",
      windows: [{ weekdays: [7], from: "02:15", to }],
    });
    expect(opens(night("06:00"), "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    expect(opens(night("02:45"), "2026-03-28T12:00:00Z")).toBe("2026-04-05T00:15:00.000Z");
  });

  test("hours that come twice: the first for who waited, the second for who came between", () => {
    const hours: OpenHours = {
      zone: "Europe/Berlin",
      windows: [{ weekdays: [7], from: "02:30", to: "03:00" }],
    };
    expect(opens(hours, "2026-10-24T22:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(opens(hours, "2026-10-25T01:10:00Z")).toBe("2026-10-25T01:30:00.000Z");
  });

  test("several windows a day, until midnight, and from it", () => {
    const hours: OpenHours = {
      zone: "UTC",
      windows: [
        { weekdays: [1], from: "09:00", to: "12:00" },
        { weekdays: [1], from: "13:30", to: "24:00" },
        { weekdays: [2], from: "00:00", to: "01:00" },
      ],
    };
    expect(opens(hours, "2026-05-04T12:00:00Z")).toBe("2026-05-04T13:30:00.000Z");
    expect(opens(hours, "2026-05-04T23:59:59Z")).toBeNull();
    expect(opens(hours, "2026-05-05T00:30:00Z")).toBeNull();
    expect(opens(hours, "2026-05-05T01:00:00Z")).toBe("2026-05-11T09:00:00.000Z");
  });

  test("are checked: weekdays of a week, times of a day, an end after the beginning", () => {
    const valid = (window: Record<string, unknown>) =>
      businessHoursSchema.safeParse({ windows: [{ weekdays: WEEK, from: "09:00", to: "17:00", ...window }] })
        .success;
    expect(valid({})).toBe(true);
    expect(valid({ to: "24:00" })).toBe(true);
    for (const wrong of [
      { weekdays: [] },
      { weekdays: [0] },
      { weekdays: [8] },
      { from: "9" },
      { from: "24:00" },
      { to: "25:00" },
      { to: "09:00" },
      { to: "08:00" },
    ])
      expect(valid(wrong), JSON.stringify(wrong)).toBe(false);
    expect(businessHoursSchema.safeParse({ windows: [] }).success).toBe(false);
  });

  test("are said in words", () => {
    expect(businessHoursWords(OFFICE.windows)).toBe("Mon–Fri 09:00–17:00");
    expect(
      businessHoursWords([
        { weekdays: [5, 1, 2], from: "09:00", to: "12:00" },
        { weekdays: [6, 7, 5], from: "10:00", to: "24:00" },
      ]),
    ).toBe("Mon, Tue, Fri 09:00–12:00, Fri–Sun 10:00–24:00");
  });
});

describe("business hours and quiet hours together", () => {
  const lunch = { zone: "Europe/Berlin", from: "08:00", to: "13:00" };
  const until = (at: string, quiet = [lunch]) => {
    const found = nextFree(quiet, OFFICE, new Date(at));
    return found === null || found === "never" ? found : [found.rule, found.until.toISOString()];
  };

  test("what ends last is told", () => {
    expect(until("2026-05-04T12:00:00Z")).toBeNull();
    expect(until("2026-05-04T09:00:00Z")).toEqual(["quiet_hours", "2026-05-04T11:00:00.000Z"]);
    // Saturday night: the hours begin on Monday, in the quiet of the morning.
    expect(until("2026-05-09T20:00:00Z")).toEqual(["quiet_hours", "2026-05-11T11:00:00.000Z"]);
    expect(until("2026-05-04T04:00:00Z", [{ ...lunch, from: "21:00", to: "08:00" }])).toEqual([
      "business_hours",
      "2026-05-04T07:00:00.000Z",
    ]);
  });

  test("without a moment in common there is none", () => {
    expect(until("2026-05-04T04:00:00Z", [{ ...lunch, from: "08:30", to: "17:30" }])).toBe("never");
  });
});

const ZONES = [
  ...["America/New_York", "America/St_Johns", "America/Santiago", "Europe/Berlin", "Europe/London"],
  ...["Africa/Casablanca", "Asia/Kathmandu", "Asia/Tehran", "Australia/Lord_Howe", "Pacific/Chatham", "UTC"],
];
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** A small generator with a seed, so that what fails fails again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** When the clocks of the zone change in 2026. */
function changesOf(zone: string): number[] {
  const changes: number[] = [];
  let offset = wallTime(zone, Date.UTC(2026, 0, 1)) - Date.UTC(2026, 0, 1);
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 30 * MINUTE) {
    const now = wallTime(zone, at) - at;
    if (now !== offset) changes.push(at);
    offset = now;
  }
  return changes;
}

describe("whatever the zone, the hours and the change of the clocks", () => {
  test.each(ZONES)("%s: what is held leaves at the first minute inside", (zone) => {
    const next = random(zone.length * 104_729);
    const changes = changesOf(zone);
    for (let round = 0; round < 20; round++) {
      const windows = Array.from({ length: 1 + next(2) }, () => {
        const from = next(1430);
        const days = [1, 2, 3, 4, 5, 6, 7].filter(() => next(2) === 0);
        return {
          weekdays: days.length > 0 ? days : [7],
          from: time(from),
          to: time(Math.min(1439, from + 5 + next(600))),
        };
      });
      const hours = { zone, windows };
      const change = changes[next(changes.length + 1)];
      const at =
        change === undefined
          ? Date.UTC(2026, 0, 1) + next(365 * 1440) * MINUTE + next(MINUTE)
          : change + (next(48 * 60) - 24 * 60) * MINUTE + next(MINUTE);
      const told = `${JSON.stringify(hours)} at ${new Date(at).toISOString()}`;
      const opening = opensAt(hours, new Date(at));
      expect(opening === null, told).toBe(isOpen(hours, at));
      if (!opening) continue;
      const leaves = opening.getTime();
      expect(isOpen(hours, leaves), told).toBe(true);
      expect(isOpen(hours, leaves - 1), told).toBe(false);
      expect(leaves - at, told).toBeLessThan(15 * DAY);
      // Not held longer than it must be. In an hour that comes twice, what begins in it has begun the first time.
      let shown = Number.NEGATIVE_INFINITY;
      for (let moment = at; moment < leaves; moment += MINUTE) {
        if (wallTime(zone, moment) < shown) continue;
        shown = wallTime(zone, moment);
        expect(isOpen(hours, moment), told).toBe(false);
      }
    }
  });
});

import { describe, expect, test } from "vitest";
import { isQuiet, type QuietWindow, quietUntil } from "@/server/domain/quiet-hours";
import { wallTime } from "@/server/domain/wall-clock";

const NIGHT = { zone: "Europe/Berlin", from: "21:00", to: "08:00" };
const until = (windows: QuietWindow | QuietWindow[], at: string) => {
  const found = quietUntil([windows].flat(), new Date(at));
  return found === null || found === "never" ? found : found.until.toISOString();
};

describe("quiet hours", () => {
  test.each([
    ["2026-05-04T18:59:59Z", null],
    ["2026-05-04T19:00:00Z", "2026-05-05T06:00:00.000Z"],
    ["2026-05-05T03:00:00Z", "2026-05-05T06:00:00.000Z"],
    ["2026-05-05T05:59:59.999Z", "2026-05-05T06:00:00.000Z"],
    ["2026-05-05T06:00:00Z", null],
    // The night of the change to summer is an hour shorter, that of the change back an hour longer.
    ["2026-03-28T20:00:00Z", "2026-03-29T06:00:00.000Z"],
    ["2026-10-24T19:00:00Z", "2026-10-25T07:00:00.000Z"],
  ])("21:00 to 08:00 in Berlin, at %s: %s", (at, expected) => {
    expect(until(NIGHT, at)).toBe(expected);
  });

  test("an end that the clocks jump over is the first moment after it", () => {
    const window = { ...NIGHT, to: "02:30" };
    expect(until(window, "2026-03-29T00:10:00Z")).toBe("2026-03-29T01:00:00.000Z");
  });

  test("an end that comes twice: the first for who waited, the second for who came between", () => {
    const window = { ...NIGHT, to: "02:30" };
    expect(until(window, "2026-10-24T22:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(until(window, "2026-10-25T01:10:00Z")).toBe("2026-10-25T01:30:00.000Z");
  });

  test("equal times are none; hours within a day are as good as over midnight", () => {
    expect(until({ ...NIGHT, to: "21:00" }, "2026-05-04T23:00:00Z")).toBeNull();
    expect(until({ ...NIGHT, from: "12:00", to: "14:30" }, "2026-05-04T11:00:00Z")).toBe(
      "2026-05-04T12:30:00.000Z",
    );
  });

  test("of several windows all must be over, and the last one is told", () => {
    const flow = { ...NIGHT, from: "07:30", to: "10:00" };
    expect(quietUntil([NIGHT, flow], new Date("2026-05-05T00:00:00Z"))).toEqual({
      until: new Date("2026-05-05T08:00:00Z"),
      window: flow,
    });
  });

  test("windows that leave no moment free are told, not waited for", () => {
    expect(until([NIGHT, { ...NIGHT, from: "07:00", to: "21:30" }], "2026-05-05T00:00:00Z")).toBe("never");
  });
});

const ZONES = [
  ...["America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "America/Santiago"],
  ...["Europe/Berlin", "Europe/London", "Africa/Casablanca", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran"],
  ...[
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "UTC",
  ],
];
const MINUTE = 60_000;
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

/** Hours around each change of the clocks of 2026, when things go wrong, and any other time. */
function instant(zone: string, next: (below: number) => number): number {
  const changes = changesOf(zone);
  const change = changes[next(changes.length + 1)];
  return change === undefined
    ? Date.UTC(2026, 0, 1) + next(365 * 1440) * MINUTE + next(MINUTE)
    : change + (next(48 * 60) - 24 * 60) * MINUTE + next(MINUTE);
}

const known = new Map<string, number[]>();
function changesOf(zone: string): number[] {
  let changes = known.get(zone);
  if (!changes) {
    changes = [];
    let offset = wallTime(zone, Date.UTC(2026, 0, 1)) - Date.UTC(2026, 0, 1);
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 30 * MINUTE) {
      const now = wallTime(zone, at) - at;
      if (now !== offset) changes.push(at);
      offset = now;
    }
    known.set(zone, changes);
  }
  return changes;
}

describe("whatever the zone, the hours and the change of the clocks", () => {
  test.each(ZONES)("%s: what is held leaves at the first minute that is not quiet", (zone) => {
    const next = random(zone.length * 7_919);
    for (let round = 0; round < 20; round++) {
      const from = next(1440);
      const length = 1 + next(14 * 60);
      const window = { zone, from: time(from), to: time((from + length) % 1440) };
      const windows = next(3) === 0 ? [window, { zone, from: time(next(1440)), to: window.from }] : [window];
      const at = instant(zone, next);
      const told = `${JSON.stringify(windows)} at ${new Date(at).toISOString()}`;
      const found = quietUntil(windows, new Date(at));
      const quiet = (moment: number) => windows.some((one) => isQuiet(one, moment));
      if (found === "never") {
        for (let moment = at; moment < at + 2 * 86_400_000; moment += 7 * MINUTE)
          expect(quiet(moment), told).toBe(true);
        continue;
      }
      if (found === null) {
        expect(quiet(at), told).toBe(false);
        continue;
      }
      const leaves = found.until.getTime();
      expect(quiet(leaves), told).toBe(false);
      expect(quiet(leaves - 1), told).toBe(true);
      // Every minute before it is quiet: it is not held longer than it must be, and never for ever.
      // In an hour that comes twice, hours that begin in it have begun the first time.
      let shown = Number.NEGATIVE_INFINITY;
      for (let moment = at; moment < leaves; moment += MINUTE) {
        if (wallTime(zone, moment) < shown) continue;
        shown = wallTime(zone, moment);
        expect(quiet(moment), told).toBe(true);
      }
      const shows = Math.floor((wallTime(zone, leaves) % 86_400_000) / MINUTE);
      const skipped = wallTime(zone, leaves) - wallTime(zone, leaves - 1) > MINUTE;
      if (!skipped) expect(time(shows), told).toBe(found.window.to);
    }
  });
});

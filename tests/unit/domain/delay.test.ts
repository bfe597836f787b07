import { describe, expect, it } from "vitest";
import { delayUntil } from "@/server/domain/delay";
import { durationFrom, durationMs } from "@/server/domain/duration";
import { delayStepSchema } from "@/server/domain/step";

const zones = { workspace: "Europe/Berlin", contact: "America/New_York" };
const until = (step: Record<string, unknown>, now: string, data: Record<string, unknown> = {}) => {
  const result = delayUntil(
    delayStepSchema.parse({ id: "d", type: "delay", ...step }),
    (value) => (typeof value === "string" && value in data ? data[value] : value),
    new Date(now),
    zones,
  );
  return result.ok ? result.at.toISOString() : result.message;
};

describe("delayUntil", () => {
  it("adds a length of exact time, also over a change of the clock", () => {
    expect(until({ for: { value: 1, unit: "days" } }, "2026-03-28T12:00:00Z")).toBe(
      "2026-03-29T12:00:00.000Z",
    );
    expect(until({ for: { value: "hours", unit: "hours" } }, "2026-01-01T00:00:00Z", { hours: "1.5" })).toBe(
      "2026-01-01T01:30:00.000Z",
    );
  });

  it("waits for a moment, not at all for a past one; without a zone it is the workspace's", () => {
    expect(until({ until: "2026-07-01T09:00" }, "2026-06-01T00:00:00Z")).toBe("2026-07-01T07:00:00.000Z");
    expect(until({ until: "2026-07-01" }, "2026-06-01T00:00:00Z")).toBe("2026-06-30T22:00:00.000Z");
    expect(until({ until: "2026-07-01T09:00:00+05:45" }, "2026-06-01T00:00:00Z")).toBe(
      "2026-07-01T03:15:00.000Z",
    );
    expect(until({ until: "at" }, "2026-06-01T00:00:00Z", { at: 1_782_900_000 })).toBe(
      "2026-07-01T10:00:00.000Z",
    );
    expect(until({ until: "2020-01-01" }, "2026-06-01T00:00:00Z")).toBe("2026-06-01T00:00:00.000Z");
  });

  it("waits for the next time the clock shows an hour, on certain days, in a zone", () => {
    // A Thursday.
    const now = "2026-07-02T10:00:00Z";
    expect(until({ next: { time: "09:00" } }, now)).toBe("2026-07-03T07:00:00.000Z");
    expect(until({ next: { time: "13:00" } }, now)).toBe("2026-07-02T11:00:00.000Z");
    expect(until({ next: { time: "12:00" } }, now)).toBe(new Date(now).toISOString());
    expect(until({ next: { time: "09:00", zone: "contact" } }, now)).toBe("2026-07-02T13:00:00.000Z");
    expect(until({ next: { time: "09:00", weekdays: [1, 2] } }, now)).toBe("2026-07-06T07:00:00.000Z");
    expect(until({ next: { time: "11:59", weekdays: [4] } }, now)).toBe("2026-07-09T09:59:00.000Z");
    expect(until({ next: { time: "09:00", zone: "Asia/Tokyo" } }, now)).toBe("2026-07-03T00:00:00.000Z");
    expect(until({ next: { time: "09:00", zone: "Nowhere/Land" } }, now)).toBe("2026-07-03T09:00:00.000Z");
  });

  it("keeps the hour over a change of the clock, moves a time that does not exist, and takes the first of two", () => {
    expect(until({ next: { time: "09:00" } }, "2026-03-28T12:00:00Z")).toBe("2026-03-29T07:00:00.000Z");
    expect(until({ next: { time: "02:30" } }, "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    expect(until({ next: { time: "02:30" } }, "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(until({ next: { time: "02:30" } }, "2026-10-25T00:45:00Z")).toBe("2026-10-26T01:30:00.000Z");
  });

  it("applies a length, then a moment, then an hour", () => {
    const step = {
      for: { value: 2, unit: "days" },
      until: "2026-07-03T00:00",
      next: { time: "09:00", weekdays: [1] },
    };
    expect(until(step, "2026-07-02T10:00:00Z")).toBe("2026-07-06T07:00:00.000Z");
  });

  it("says what it cannot wait for", () => {
    expect(until({ until: "soon" }, "2026-01-01T00:00:00Z")).toContain("“soon” is not a date or time");
    expect(until({ until: "x" }, "2026-01-01T00:00:00Z", { x: null })).toContain("not a date or time");
    expect(until({ for: { value: "x", unit: "days" } }, "2026-01-01T00:00:00Z", { x: "many" })).toContain(
      "not a number",
    );
    expect(until({ for: { value: 1e300, unit: "weeks" } }, "2026-01-01T00:00:00Z")).toMatch(/^2028-/);
  });
});

describe("durations", () => {
  it.each([
    [86_400_000, { value: 1, unit: "days" }],
    [90_000, { value: 90, unit: "seconds" }],
    [1_500, { value: 1.5, unit: "seconds" }],
    ["15 min", { value: 15, unit: "minutes" }],
    ["2 Weeks", { value: 2, unit: "weeks" }],
    ["30s", { value: 30, unit: "seconds" }],
    ["1.5 hours", { value: 1.5, unit: "hours" }],
    ["later", null],
    ["5 lightyears", null],
    [-1, null],
  ])("%j reads as %j", (written, duration) => expect(durationFrom(written)).toEqual(duration));

  it("are milliseconds, or nothing that could be waited for", () => {
    expect(durationMs({ value: "2", unit: "hours" })).toBe(7_200_000);
    for (const value of ["", " ", "x", null, -1, Number.NaN, Number.POSITIVE_INFINITY, {}])
      expect(durationMs({ value, unit: "days" })).toBeNull();
  });
});

import { describe, expect, test } from "vitest";
import { comparePeriods } from "@/components/charts/compare-periods";
import { formatDuration } from "@/components/ui/format-duration";
import { formatCompact, formatMoney, formatPercent } from "@/components/ui/format-number";
import { formatExact, formatMoment, formatRelative } from "@/components/ui/format-time";

const now = Date.parse("2026-11-17T12:00:00Z");
const ago = (ms: number) => new Date(now - ms);
const HOUR = 3_600_000;

describe("times", () => {
  test.each([
    [0, "now"],
    [5_000, "5 s ago"],
    [59_400, "59 s ago"],
    [61_000, "1 min ago"],
    [2.9 * HOUR, "2 h ago"],
    [23.9 * HOUR, "23 h ago"],
    [-90_000, "in 1 min"],
  ])("%i ms before now is “%s”", (ms, words) => expect(formatRelative(ago(ms), now)).toBe(words));

  test("beyond a day the moment itself is named, in the zone that is asked for", () => {
    const zone = { timeZone: "Europe/Berlin" };
    expect(formatMoment(new Date("2026-11-17T22:30:00Z"), now, zone)).toBe("23:30");
    expect(formatMoment(new Date("2026-11-17T23:30:00Z"), now, zone)).toBe("Wed 00:30");
    expect(formatMoment(new Date("2026-11-23T20:00:00Z"), now, zone)).toBe("Mon 21:00");
    expect(formatMoment(new Date("2026-12-24T17:00:00Z"), now, zone)).toBe("24 Dec 18:00");
    expect(formatMoment(new Date("2027-01-02T09:00:00Z"), now, zone)).toBe("2 Jan 2027");
  });

  test("the exact time names the zone", () => {
    expect(formatExact(new Date(now), { timeZone: "Europe/Berlin" })).toMatch(
      /Tue.* 17 Nov 2026, 13:00:00 (CET|GMT\+1)/,
    );
  });
});

test.each([
  [0, "0 ms"],
  [840, "840 ms"],
  [1_240, "1.2 s"],
  [9_990, "9.9 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [245_000, "4 min 5 s"],
  [3 * HOUR, "3 h"],
  [76 * HOUR, "3 d 4 h"],
])("%d ms last “%s”", (ms, words) => expect(formatDuration(ms)).toBe(words));

test.each([
  [0.5, "0.5"],
  [940, "940"],
  [9_999, "9,999"],
  [12_400, "12.4k"],
  [999_960, "1M"],
  [1_200_000, "1.2M"],
])("%d in short is %s", (value, words) => expect(formatCompact(value)).toBe(words));

test("a share is 0 or 100 % only when it is exactly that", () => {
  expect([0, 0.0001, 0.5, 0.99999, 1].map(formatPercent)).toEqual(["0%", "0.1%", "50.0%", "99.9%", "100%"]);
});

test("money shows cents, and what is below a cent in full", () => {
  expect([0, 1_000, 20_000, 12_300_000].map(formatMoney)).toEqual(["$0.00", "$0.001", "$0.02", "$12.30"]);
});

test.each([
  [0, 0, "none, as in the 14 days before"],
  [5, 0, "none in the 14 days before"],
  [5, 5, "as many as in the 14 days before"],
  [9, 8, "12.5% more than the 14 days before"],
  [6, 8, "25% less than the 14 days before"],
  [24, 10, "2.4 times the 14 days before"],
])("%i beside %i: %s", (value, before, words) => expect(comparePeriods(value, before, 14)).toBe(words));

import { describe, expect, test } from "vitest";
import { type CostedDay, monthEstimate } from "@/server/domain/simulate/month-estimate";

const day = (events: number, each = 1_500): CostedDay => ({ events, milliTokens: events * each });
const days = (...list: CostedDay[]) => list;

describe("a month's estimate", () => {
  test("is the days' own sum where they are a month", () => {
    const month = Array.from({ length: 30 }, (_, n) => day(n));
    const sum = month.reduce((all, { milliTokens }) => all + milliTokens, 0);
    expect(monthEstimate(month, 2_000)?.expected).toBe(sum);
  });

  test("takes a few days for a month", () => {
    expect(monthEstimate(days(day(2), day(4)), 1_500)?.expected).toBe(3 * 1_500 * 30);
  });

  test("is nothing without events", () => {
    expect(monthEstimate(days(day(0), day(0)), 1_500)).toBeNull();
    expect(monthEstimate([], 1_500)).toBeNull();
  });

  test("has no spread where every day is like the other, and every run costs the same", () => {
    const same = Array.from({ length: 30 }, () => day(10));
    expect(monthEstimate(same, 1_500)).toEqual({ expected: 450_000, p95: 450_000, worst: 450_000 });
  });

  test("expects more in one month of twenty when a busy day comes now and then", () => {
    const busy = [day(300), ...Array.from({ length: 29 }, () => day(1))];
    const month = monthEstimate(busy, 4_000);
    expect(month).not.toBeNull();
    if (!month) return;
    // About one month in five has the busy day three times or more; one in sixty more than three times.
    expect(month.p95).toBeGreaterThan(2 * 300 * 1_500);
    expect(month.p95).toBeLessThan(5 * 300 * 1_500);
    expect(month.worst).toBe(30 * 300 * 4_000);
  });

  test("is the same for the same days", () => {
    const list = Array.from({ length: 30 }, (_, n) => day((n * 7) % 13));
    expect(monthEstimate(list, 1_500)).toEqual(monthEstimate(list, 1_500));
  });

  test("never expects more than the worst, and never less at 95 % than on average", () => {
    for (let seed = 1; seed < 200; seed++) {
      const list = Array.from({ length: 1 + (seed % 30) }, (_, n) =>
        day((seed * (n + 3) * 31) % 17, 500 + (seed % 7) * 300),
      );
      const month = monthEstimate(list, 700);
      if (!month) continue;
      expect(month.p95).toBeGreaterThanOrEqual(month.expected);
      expect(month.worst).toBeGreaterThanOrEqual(month.p95);
    }
  });
});

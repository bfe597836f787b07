import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { projectUsage } from "@/server/domain/usage-projection";

describe("what a period will have used", () => {
  test("is what it used so far and the mean of the known days for each day to come", () => {
    const project = projectUsage({ used: 1_000, days: [100, 100, 100, 100] });
    expect(project?.(0)).toEqual({ expected: 1_000, low: 1_000, high: 1_000 });
    expect(project?.(10)).toEqual({ expected: 2_000, low: 2_000, high: 2_000 });
    expect(project?.(0.5)).toMatchObject({ expected: 1_050 });
  });

  test("is said with a band that days which differ make wide", () => {
    const calm = projectUsage({ used: 0, days: [90, 110, 90, 110] })?.(4);
    const wild = projectUsage({ used: 0, days: [0, 200, 0, 200] })?.(4);
    expect(calm?.expected).toBe(400);
    expect(wild?.expected).toBe(400);
    expect(calm).toEqual({ expected: 400, low: 358, high: 442 });
    expect((wild?.high ?? 0) - (wild?.low ?? 0)).toBeGreaterThan(400);
  });

  test("is not said after two days", () => {
    expect(projectUsage({ used: 10, days: [5, 5] })).toBeNull();
  });

  test("never goes below what is used, holds what is expected, and grows with the days", () => {
    const amount = fc.nat(10_000_000);
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 3, maxLength: 28 }),
        amount,
        fc.nat(31),
        (days, used, ahead) => {
          const project = projectUsage({ used, days });
          const near = project?.(ahead);
          const far = project?.(ahead + 1);
          if (!near || !far) throw new Error("three days are enough");
          expect(near.low).toBeGreaterThanOrEqual(used);
          expect(near.low).toBeLessThanOrEqual(near.expected);
          expect(near.high).toBeGreaterThanOrEqual(near.expected);
          expect(far.expected).toBeGreaterThanOrEqual(near.expected);
          expect(far.high).toBeGreaterThanOrEqual(near.high);
          expect(Number.isInteger(near.low) && Number.isInteger(near.high)).toBe(true);
        },
      ),
    );
  });
});

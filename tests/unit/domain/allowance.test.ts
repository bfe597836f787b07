import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AllowanceTerms, allowanceLimit, overageCost, overageIn } from "@/server/domain/allowance";

const starter: AllowanceTerms = {
  includedMilliTokens: 1_000_000,
  creditMilliTokens: 0,
  settled: [],
  rateMicroDollars: 15,
  capMicroDollars: null,
};

describe("what may be used in a period", () => {
  test("is what the plan includes and grants add, while overage is off", () => {
    expect(allowanceLimit(starter)).toBe(1_000_000);
    expect(allowanceLimit({ ...starter, creditMilliTokens: 300_000 })).toBe(1_300_000);
    expect(allowanceLimit({ ...starter, rateMicroDollars: null, capMicroDollars: 99_000_000 })).toBe(
      1_000_000,
    );
  });

  test("and with a cap what that pays for, to the milli-token", () => {
    expect(allowanceLimit({ ...starter, capMicroDollars: 7_500_000 })).toBe(1_500_000);
    expect(allowanceLimit({ ...starter, capMicroDollars: 29 })).toBe(1_000_001);
    expect(allowanceLimit({ ...starter, capMicroDollars: 14 })).toBe(1_000_000);
  });

  test("what a change of plan settled counts against the cap at the rate it had", () => {
    const professional = {
      ...starter,
      includedMilliTokens: 5_000_000,
      rateMicroDollars: 12,
      settled: [{ milliTokens: 500_000, rateMicroDollars: 15 }],
    };
    expect(allowanceLimit(professional)).toBe(5_500_000);
    expect(allowanceLimit({ ...professional, capMicroDollars: 7_500_012 })).toBe(5_500_001);
    expect(overageIn(professional, 5_500_003)).toEqual({ settled: 500_000, open: 3 });
    expect(overageIn(professional, 1_500_000)).toEqual({ settled: 500_000, open: 0 });
  });

  test("never costs more overage than the cap, and one more milli-token would", () => {
    const amount = fc.integer({ min: 0, max: 50_000_000 });
    const segment = fc.record({
      milliTokens: fc.integer({ min: 1, max: 5_000_000 }),
      rateMicroDollars: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(
        fc.record({
          includedMilliTokens: amount,
          creditMilliTokens: amount,
          settled: fc.array(segment, { maxLength: 4 }),
          rateMicroDollars: fc.integer({ min: 1, max: 40 }),
          capMicroDollars: fc.integer({ min: 0, max: 500_000_000 }),
        }),
        (terms) => {
          const limit = allowanceLimit(terms);
          const cost = (used: number) =>
            overageCost(terms.settled) + overageIn(terms, used).open * terms.rateMicroDollars;
          const settledAlone = overageCost(terms.settled);
          expect(cost(limit)).toBeLessThanOrEqual(Math.max(terms.capMicroDollars, settledAlone));
          expect(cost(limit + 1)).toBeGreaterThan(terms.capMicroDollars);
        },
      ),
      { numRuns: 500 },
    );
  });
});

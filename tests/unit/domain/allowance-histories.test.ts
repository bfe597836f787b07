/** Thousands of histories of a period's money, in memory: what was agreed is never passed, and the bill is the overage. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AllowanceTerms, allowanceLimit, overageCost, overageIn } from "@/server/domain/allowance";
import { invoicePreview, type PreviewedUsage } from "@/server/domain/invoice-preview";
import { PLANS, type PlanKey } from "@/server/domain/plans";

const paid = fc.constantFrom<PlanKey>("starter", "professional", "enterprise");
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      op: fc.constant("spend" as const),
      milliTokens: fc.integer({ min: 1, max: 3_000_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("refund" as const),
      milliTokens: fc.integer({ min: 1, max: 900_000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant("plan" as const), plan: paid }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant("cap" as const),
      cap: fc.option(fc.integer({ min: 0, max: 120_000_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant("grant" as const),
      milliTokens: fc.integer({ min: 1, max: 2_000_000 }),
    }),
  },
);

test("five thousand of them", () => {
  fc.assert(
    fc.property(paid, fc.array(act, { maxLength: 25 }), (first, acts) => {
      let plan = first;
      let used = 0;
      let dearest = 0;
      const segments: PreviewedUsage["segments"][number][] = [];
      const terms: AllowanceTerms = {
        includedMilliTokens: PLANS[first].includedMilliTokens,
        creditMilliTokens: 0,
        settled: segments,
        rateMicroDollars: PLANS[first].overageMicroDollars,
        capMicroDollars: null,
      };
      for (const each of acts) {
        const before = overageIn(terms, used);
        if (each.op === "spend") {
          if (used + each.milliTokens <= allowanceLimit(terms)) used += each.milliTokens;
        } else if (each.op === "refund") used -= Math.min(used, each.milliTokens);
        else if (each.op === "cap") terms.capMicroDollars = each.cap;
        else if (each.op === "grant") terms.creditMilliTokens += each.milliTokens;
        else {
          const rate = terms.rateMicroDollars ?? 0;
          if (before.open > 0 && plan !== each.plan)
            segments.push({ plan, rateMicroDollars: rate, milliTokens: before.open });
          // What was used stays what it was, to the milli-token.
          const settledNow = overageIn(terms, used);
          expect(settledNow.settled + settledNow.open).toBe(before.settled + before.open);
          plan = each.plan;
          terms.rateMicroDollars = PLANS[plan].overageMicroDollars;
          terms.includedMilliTokens = Math.max(terms.includedMilliTokens, PLANS[plan].includedMilliTokens);
        }
        dearest = Math.max(dearest, terms.capMicroDollars ?? 0);
        const { open } = overageIn(terms, used);
        expect(overageCost(segments) + open * (terms.rateMicroDollars ?? 0)).toBeLessThanOrEqual(dearest);
      }
      const { settled, open } = overageIn(terms, used);
      const last = { plan, rateMicroDollars: terms.rateMicroDollars ?? 0, milliTokens: open };
      const { lines, totalCents } = invoicePreview({
        ...{ terms: PLANS[plan], usedMilliTokens: used },
        includedMilliTokens: terms.includedMilliTokens,
        creditMilliTokens: terms.creditMilliTokens,
        segments: open > 0 ? [...segments, last] : segments,
      });
      const billed = lines.filter(({ rateMicroDollars }) => rateMicroDollars !== null);
      expect(billed.reduce((sum, line) => sum + (line.quantityMilliTokens ?? 0), 0)).toBe(settled + open);
      // Rounding by line is at most half a cent for each.
      const exact = lines.reduce((sum, line) => sum + line.microDollars, 0) / 10_000;
      expect(Math.abs(totalCents - exact)).toBeLessThanOrEqual(lines.length / 2);
    }),
    { numRuns: 5_000 },
  );
});

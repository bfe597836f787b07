import fc from "fast-check";
import { expect, test } from "vitest";
import { grantUse, inOrderOfUse, type OpenGrant } from "@/server/domain/grant-use";

const amount = fc.integer({ min: 0, max: 1_000_000_000 });
const grants = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    milliTokens: fc.integer({ min: 1, max: 1_000_000_000 }),
    expiresAt: fc.option(fc.date({ noInvalidDate: true }), { nil: null }),
  }),
  { selector: ({ id }) => id, maxLength: 8 },
);
const need = fc.record({ usedMilliTokens: amount, includedMilliTokens: amount, fixedMilliTokens: amount });
const sum = (list: readonly { milliTokens: number }[]) =>
  list.reduce((total, { milliTokens }) => total + milliTokens, 0);

test("grants cover exactly what the plan does not, as far as they reach", () => {
  fc.assert(
    fc.property(grants, need, (open, asked) => {
      const over = asked.usedMilliTokens - asked.includedMilliTokens - asked.fixedMilliTokens;
      expect(sum(grantUse(open, asked))).toBe(Math.min(Math.max(0, over), sum(open)));
    }),
    { numRuns: 2_000 },
  );
});

test("one is begun only when every one that ends earlier is used up, and none gives more than it has", () => {
  fc.assert(
    fc.property(grants, need, (open, asked) => {
      const left = new Map(open.map((grant) => [grant.id, grant.milliTokens]));
      const uses = grantUse(open, asked);
      expect(uses.map(({ id }) => id)).toEqual(inOrderOfUse(open).map(({ id }) => id));
      const unfinished = uses.findIndex((use) => use.milliTokens < (left.get(use.id) ?? 0));
      for (const [place, use] of uses.entries()) {
        expect(use.milliTokens).toBeLessThanOrEqual(left.get(use.id) ?? 0);
        if (unfinished >= 0 && place > unfinished) expect(use.milliTokens).toBe(0);
      }
    }),
    { numRuns: 2_000 },
  );
});

/** As the records keep it: a use is fixed when a grant or a period ends, and what is left goes on. */
type Ledger = { open: OpenGrant[]; used: number; fixed: number; covered: number };

test("however often a period's use is fixed, its grants cover the same", () => {
  fc.assert(
    fc.property(
      grants,
      fc.array(fc.integer({ min: 0, max: 100_000_000 }), { maxLength: 12 }),
      amount,
      (given, spent, includedMilliTokens) => {
        const once = run({ open: given, used: 0, fixed: 0, covered: 0 }, [spent.reduce((a, b) => a + b, 0)]);
        const often = run({ open: given, used: 0, fixed: 0, covered: 0 }, spent);
        expect(often.covered).toBe(once.covered);
        expect(inOrderOfUse(often.open).map(byId)).toEqual(inOrderOfUse(once.open).map(byId));

        function run(start: Ledger, charges: number[]): Ledger {
          return charges.reduce((ledger, charge) => {
            const used = ledger.used + charge;
            const uses = grantUse(ledger.open, {
              usedMilliTokens: used,
              includedMilliTokens,
              fixedMilliTokens: ledger.fixed,
            });
            const open = inOrderOfUse(ledger.open)
              .map((grant, place) => ({
                ...grant,
                milliTokens: grant.milliTokens - (uses[place]?.milliTokens ?? 0),
              }))
              .filter(({ milliTokens }) => milliTokens > 0);
            const now = sum(uses);
            return { open, used, fixed: ledger.fixed + now, covered: ledger.covered + now };
          }, start);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

const byId = ({ id, milliTokens }: OpenGrant) => `${id} ${milliTokens}`;

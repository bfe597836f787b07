/** Thousands of random histories of money: ledger, shards, overage, bill and meters are one, and nobody spends beyond a cap. */
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { history, live, manyTimes } from "../support/money-history";

const BATCHES = 12;
const AT_ONCE = 8;

beforeAll(() => {
  globalThis.batonClock = manyTimes;
});
afterAll(() => {
  globalThis.batonClock = undefined;
});

test("histories of plans, caps, grants, refunds and spending at once, in the database", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(history, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (batch) => {
      await Promise.all(batch.map(live));
    }),
    { numRuns: BATCHES, endOnFailure: true },
  );
}, 60_000);

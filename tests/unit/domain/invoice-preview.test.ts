import { expect, test } from "vitest";
import { invoicePreview } from "@/server/domain/invoice-preview";
import { PLANS } from "@/server/domain/plans";

const nothing = { segments: [], usedMilliTokens: 0, includedMilliTokens: 1_000_000, creditMilliTokens: 0 };

test("the price list's example: 1,500 tokens on Starter come to 106.50", () => {
  const { lines, totalCents } = invoicePreview({
    ...nothing,
    terms: PLANS.starter,
    usedMilliTokens: 1_500_000,
    segments: [{ plan: "starter", rateMicroDollars: 15, milliTokens: 500_000 }],
  });
  expect(totalCents).toBe(10_650);
  expect(lines).toEqual([
    {
      ...{ text: "Starter plan", quantityMilliTokens: null, rateMicroDollars: null },
      ...{ microDollars: 99_000_000, cents: 9_900 },
    },
    {
      ...{ text: "500 tokens of overage at $0.015 (Starter)", quantityMilliTokens: 500_000 },
      ...{ rateMicroDollars: 15, microDollars: 7_500_000, cents: 750 },
    },
  ]);
});

test("each rate is a line, rounded by itself, half up", () => {
  const { lines, totalCents } = invoicePreview({
    ...nothing,
    terms: PLANS.professional,
    segments: [
      // 0.495 and 0.5 cents, and 1.4999 of them.
      { plan: "starter", rateMicroDollars: 15, milliTokens: 330 },
      { plan: "enterprise", rateMicroDollars: 10, milliTokens: 500 },
      { plan: "professional", rateMicroDollars: 1, milliTokens: 14_999 },
    ],
  });
  expect(lines.map(({ cents }) => cents)).toEqual([29_900, 0, 1, 1]);
  expect(totalCents).toBe(29_902);
});

test("what grants covered is said, and costs nothing", () => {
  const covered = (usedMilliTokens: number, settled = 0) =>
    invoicePreview({
      ...{
        terms: PLANS.starter,
        usedMilliTokens,
        includedMilliTokens: 1_000_000,
        creditMilliTokens: 200_000,
      },
      segments: settled ? [{ plan: "starter", rateMicroDollars: 15, milliTokens: settled }] : [],
    }).lines.at(-1);
  expect(covered(1_150_000)).toMatchObject({ text: "150 tokens covered by credits", cents: 0 });
  expect(covered(1_300_000, 100_000)).toMatchObject({ quantityMilliTokens: 200_000, microDollars: 0 });
  expect(covered(900_000)).toMatchObject({ text: "Starter plan" });
});

test("the trial costs nothing", () => {
  expect(invoicePreview({ ...nothing, terms: PLANS.trial })).toMatchObject({ totalCents: 0 });
});

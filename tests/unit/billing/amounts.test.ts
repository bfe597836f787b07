import { expect, test } from "vitest";
import { overageSpent } from "@/components/billing/overage-spent";
import { parseDollars } from "@/components/billing/parse-dollars";
import { tokensFor } from "@/components/billing/tokens-for";
import { usedTone } from "@/components/billing/used-tone";
import { invoicePreview } from "@/server/domain/invoice-preview";
import { PLANS } from "@/server/domain/plans";

test.each([
  ["99", 99_000_000],
  [" $1,250.50 ", 1_250_500_000],
  ["0.01", 10_000],
  ["19.9", 19_900_000],
])("%j is an amount", (text, microDollars) => expect(parseDollars(text)).toBe(microDollars));

test.each(["", "0", "0.00", "-5", "12.345", "1e3", "ten", "12345678"])("%j is none", (text) =>
  expect(parseDollars(text)).toBeNull(),
);

test("a cap buys whole tokens, and none without a rate", () => {
  expect(tokensFor(99_000_000, 15)).toBe(6_600);
  expect(tokensFor(14_999, 15)).toBe(0);
  expect(tokensFor(99_000_000, 0)).toBe(0);
});

test("of a period's lines those with a rate are what the cap is for", () => {
  const { lines } = invoicePreview({
    terms: PLANS.starter,
    segments: [{ plan: "starter", rateMicroDollars: 15, milliTokens: 500_000 }],
    ...{ usedMilliTokens: 1_700_000, includedMilliTokens: 1_000_000, creditMilliTokens: 200_000 },
  });
  expect(overageSpent(lines)).toBe(7_500_000);
});

test.each([
  [74, 100, "accent"],
  [75, 100, "amber"],
  [99, 100, "amber"],
  [100, 100, "red"],
  [-5, 100, "accent"],
  [0, 0, "accent"],
])("%d used of %d looks %s", (used, most, tone) => expect(usedTone(used, most)).toBe(tone));

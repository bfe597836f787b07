import { PRICES, type UsageKind } from "./plans";

/** What each line of usage of a step costs that has succeeded; null: nothing. `units`: how much of one was used. */
export function chargeOf(
  kind: UsageKind,
  units: number,
): { milliTokens: number; microDollars: number } | null {
  const share = Math.min(1, units);
  if (share <= 0) return null;
  const price = PRICES[kind];
  return {
    milliTokens: Math.round(price.milliTokens * share),
    microDollars: Math.round(price.microDollars * share),
  };
}

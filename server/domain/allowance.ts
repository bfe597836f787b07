/** How much a workspace may use in a period, and what of it is overage: one rule for quota, bill and preview. */

/** Overage that a change of plan closed. */
export type SettledOverage = { milliTokens: number; rateMicroDollars: number };

export type AllowanceTerms = {
  /** The plan's tokens: the most of the plans there were in the period. */
  includedMilliTokens: number;
  /** What grants add. */
  creditMilliTokens: number;
  settled: readonly SettledOverage[];
  /** Micro-dollars per milli-token of overage now; null: the plan has none. */
  rateMicroDollars: number | null;
  /** What all overage of the period may cost; null while there may be none. */
  capMicroDollars: number | null;
};

/** What of a period's use is overage: what was settled, and what is over since then. */
export function overageIn(
  terms: Pick<AllowanceTerms, "includedMilliTokens" | "creditMilliTokens" | "settled">,
  usedMilliTokens: number,
): { settled: number; open: number } {
  const settled = terms.settled.reduce((sum, segment) => sum + segment.milliTokens, 0);
  const open = usedMilliTokens - terms.includedMilliTokens - terms.creditMilliTokens - settled;
  return { settled, open: Math.max(0, open) };
}

/** What may be used in the period at most, by its terms alone; what was used already stays used. */
export function allowanceLimit(terms: AllowanceTerms): number {
  const { settled } = overageIn(terms, 0);
  return terms.includedMilliTokens + terms.creditMilliTokens + settled + overageLeft(terms);
}

/** Milli-tokens that the cap pays for at the rate of now, beyond what was settled. */
function overageLeft({ rateMicroDollars, capMicroDollars, settled }: AllowanceTerms): number {
  if (rateMicroDollars === null || capMicroDollars === null || rateMicroDollars <= 0) return 0;
  return Math.max(0, Math.floor((capMicroDollars - overageCost(settled)) / rateMicroDollars));
}

/** Micro-dollars. */
export const overageCost = (segments: readonly SettledOverage[]): number =>
  segments.reduce((sum, { milliTokens, rateMicroDollars }) => sum + milliTokens * rateMicroDollars, 0);

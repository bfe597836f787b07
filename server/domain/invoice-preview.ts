import { PLANS, type Plan, type PlanKey } from "./plans";
import { formatTokens } from "./usage";

export type InvoiceLine = {
  text: string;
  quantityMilliTokens: number | null;
  /** Per milli-token. */
  rateMicroDollars: number | null;
  microDollars: number;
  cents: number;
};

export type PreviewedUsage = {
  terms: Pick<Plan, "name" | "priceMicroDollars">;
  /** Overage, by the rate it was used at. */
  segments: readonly { plan: PlanKey; rateMicroDollars: number; milliTokens: number }[];
  usedMilliTokens: number;
  includedMilliTokens: number;
  creditMilliTokens: number;
};

/**
 * What a period comes to: the plan's fee, a line for each rate of overage, and as information what grants covered.
 * Cents are rounded line by line, half up, as Stripe rounds an amount with decimals times its quantity.
 */
export function invoicePreview(usage: PreviewedUsage): { lines: InvoiceLine[]; totalCents: number } {
  const { terms, segments } = usage;
  const covered = creditsUsed(usage);
  const lines = [
    line(`${terms.name} plan`, terms.priceMicroDollars),
    ...segments.map(({ plan, rateMicroDollars, milliTokens }) => ({
      ...line(
        `${formatTokens(milliTokens)} tokens of overage at $${perToken(rateMicroDollars)} (${PLANS[plan].name})`,
        milliTokens * rateMicroDollars,
      ),
      quantityMilliTokens: milliTokens,
      rateMicroDollars,
    })),
    ...(covered > 0
      ? [{ ...line(`${formatTokens(covered)} tokens covered by credits`, 0), quantityMilliTokens: covered }]
      : []),
  ];
  return { lines, totalCents: lines.reduce((sum, { cents }) => sum + cents, 0) };
}

/** Micro-dollars per milli-token as dollars per token: 15 → "0.015". */
export const perToken = (rateMicroDollars: number): string => String(rateMicroDollars / 1000);

/** Grants come after the plan's tokens, and before overage. */
function creditsUsed(usage: PreviewedUsage): number {
  const settled = usage.segments.reduce((sum, { milliTokens }) => sum + milliTokens, 0);
  const beyond = usage.usedMilliTokens - usage.includedMilliTokens - settled;
  return Math.min(usage.creditMilliTokens, Math.max(0, beyond));
}

const line = (text: string, microDollars: number): InvoiceLine => ({
  ...{ text, quantityMilliTokens: null, rateMicroDollars: null, microDollars },
  cents: Math.round(microDollars / 10_000),
});

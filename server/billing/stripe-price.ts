import Stripe from "stripe";
import * as z from "zod";
import { PLANS, type PlanKey, planKeys } from "../domain/plans";

/** What can be bought: every plan but the trial. */
export type PaidPlan = Exclude<PlanKey, "trial">;
export const paidPlans = planKeys.filter((key): key is PaidPlan => key !== "trial");

/** A plan is a pair of prices: the monthly fee, and what a milli-token over the included ones costs. */
export type PricePart = "flat" | "overage";
export const priceParts: PricePart[] = ["flat", "overage"];

/** Under which Stripe's price is found. A changed price takes the key over from the one before. */
export const lookupKey = (plan: PaidPlan, part: PricePart): string =>
  `${plan}_${part === "flat" ? "monthly" : "overage"}_v1`;

/** The price as server/domain/plans.ts has it. */
export function wantedPrice(plan: PaidPlan, part: PricePart, meter: string): Stripe.PriceCreateParams {
  const { priceMicroDollars, overageMicroDollars } = PLANS[plan];
  const shared = {
    currency: "usd",
    product: productId(plan, part),
    lookup_key: lookupKey(plan, part),
    metadata: { baton_plan: plan, baton_part: part },
  };
  if (part === "flat")
    return { ...shared, unit_amount: priceMicroDollars / MICRO_PER_CENT, recurring: { interval: "month" } };
  if (overageMicroDollars === null) throw new Error(`The ${plan} plan has no price for overage`);
  return {
    ...shared,
    unit_amount_decimal: Stripe.Decimal.from(centsOf(overageMicroDollars)),
    recurring: { interval: "month", usage_type: "metered", meter },
  };
}

export function isWanted(price: Stripe.Price, wanted: Stripe.PriceCreateParams): boolean {
  const decimal = wanted.unit_amount_decimal ?? Stripe.Decimal.from(wanted.unit_amount ?? 0);
  return (
    price.currency === wanted.currency &&
    price.unit_amount_decimal?.eq(decimal) === true &&
    price.recurring?.interval === wanted.recurring?.interval &&
    (price.recurring?.meter ?? undefined) === wanted.recurring?.meter &&
    price.metadata.baton_plan === wanted.metadata?.baton_plan &&
    price.metadata.baton_terms === wanted.metadata?.baton_terms
  );
}

/** Which plan a price belongs to; null: none of ours. Prices that were replaced belong to theirs as before. */
export const planOfPrice = ({ metadata }: Stripe.Price): PaidPlan | null =>
  z.enum(planKeys).exclude(["trial"]).safeParse(metadata.baton_plan).data ?? null;

export const productId = (plan: PaidPlan, part: PricePart): string =>
  part === "flat" ? `baton_${plan}` : `baton_${plan}_overage`;

const MICRO_PER_CENT = 10_000;

/** Exact: '0.0015' for 15 micro-dollars. */
export const centsOf = (microDollars: number): string =>
  (microDollars / MICRO_PER_CENT).toFixed(4).replace(/\.?0+$/, "");

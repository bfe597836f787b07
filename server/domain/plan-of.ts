import * as z from "zod";
import { PLANS, type Plan, type PlanKey } from "./plans";

const amount = (least: number) => z.number().int().min(least).max(Number.MAX_SAFE_INTEGER);

/** Terms of its own, which an enterprise workspace may have: in place of those of the price list. */
export const customPricingSchema = z.strictObject({
  /** Per month. */
  priceMicroDollars: amount(0),
  includedMilliTokens: amount(0),
  /** Per milli-token over the included ones. */
  overageMicroDollars: amount(1),
  maxAgents: amount(0),
  maxWorkflows: amount(0),
});
export type CustomPricing = z.output<typeof customPricingSchema>;

/** A workspace's plan as it was agreed with it: what limits, rates and the bill go by. */
export function planOf({
  plan,
  customPricing,
}: {
  plan: PlanKey;
  customPricing: CustomPricing | null;
}): Plan {
  const listed = PLANS[plan];
  return listed.customPricing && customPricing ? { ...listed, ...customPricing } : listed;
}

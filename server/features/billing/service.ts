import type { Chosen } from "@/server/billing/subscription/choose-plan";
import { monthDay } from "@/server/domain/month-day";
import { PLANS, type PlanKey } from "@/server/domain/plans";
import { env } from "@/server/env";
import type { BillingOverview } from "./data";

/** Settings → Billing of a workspace, for pages of Stripe's to lead back to. */
export const billingPage = (slug: string): string =>
  `${env().AUTH_URL ?? `http://localhost:${env().PORT}`}/w/${slug}/settings/billing`;

/** What a choice of plan led to, and what is left to do. */
export function tellChange(
  { outcome }: Chosen,
  plan: PlanKey,
  { planName, plan: has, subscription }: BillingOverview,
): string {
  const { name } = PLANS[plan];
  switch (outcome) {
    case "switched":
      return `The plan is ${name} now. No payment is configured: nothing was charged.`;
    case "changed":
      return has === plan
        ? `The plan is ${name} now.`
        : `Stripe has changed the plan to ${name}. It is yours as soon as the payment has arrived.`;
    case "unpaid":
      return `The payment did not go through: the plan is still ${planName}, and nothing was granted. Pay the invoice, with another card if need be: the plan then changes by itself.`;
    case "scheduled":
      return `The plan stays ${planName} until ${subscription ? monthDay(subscription.currentPeriodEnd) : "the end of the period"}, and is ${name} from then on.`;
    case "kept":
      return `The plan stays ${name}.`;
  }
}

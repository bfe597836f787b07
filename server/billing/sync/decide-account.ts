import type { CustomPricing } from "../../domain/plan-of";
import { type PlanKey, planKeys } from "../../domain/plans";
import type { BillingStatus } from "../../records/billing-facts";
import { sameTerms } from "../custom-price";
import type { PaidPlan } from "../stripe-price";
import { graceEndsAt } from "./grace-ends-at";
import { isLive, type SubscriptionState } from "./subscription-state";

/** What the workspace has, and what of it came from its subscription. */
export type Held = {
  plan: PlanKey;
  billingAnchor: Date;
  billingStatus: BillingStatus;
  /** Terms of its own, which an operator agreed on with it. */
  custom: CustomPricing | null;
  grantedPlan: PlanKey | null;
  /** The smaller plan that was to follow, as it was known the last time. */
  pendingPlan: PlanKey | null;
};

export type Decision = {
  grantedPlan: PlanKey | null;
  billingStatus: BillingStatus;
  /** Left out: plan and anchor stay. */
  change?: { plan: PlanKey; billingAnchor?: Date; at?: Date; customPricing?: CustomPricing };
};

/**
 * What follows from the subscription as Stripe has it now. Tokens of a first purchase and of a larger plan come with the
 * paid invoice and not before, and so do terms that were agreed with a workspace that pays already; a smaller plan is there
 * as soon as the subscription has it; when it is over the workspace is on the trial again, whose tokens there are once.
 */
export function decideAccount(held: Held, state: SubscriptionState | null, at: Date): Decision {
  if (!state || !isLive(state)) return decideEnded(held);
  const billingStatus = statusOf(state, at);
  const { plan, terms } = state;
  const unchanged = { grantedPlan: held.grantedPlan, billingStatus };
  if (!plan || (held.custom && plan !== "enterprise")) return unchanged;
  const grantedPlan = plan;
  if (terms && !sameTerms(terms, held.custom)) {
    if (!state.isPaid) return unchanged;
    const change = { plan, billingAnchor: state.anchor, customPricing: terms };
    return { grantedPlan, billingStatus, change };
  }
  if (plan === held.plan) {
    if (!held.grantedPlan && !state.isPaid) return unchanged;
    const turned = held.billingAnchor.getTime() !== state.anchor.getTime();
    if (!turned) return { grantedPlan, billingStatus };
    return { grantedPlan, billingStatus, change: { plan, billingAnchor: state.anchor } };
  }
  if (!isSmaller(plan, held) && !state.isPaid) return unchanged;
  const change = { plan, billingAnchor: state.anchor };
  // What was to follow with the period is the plan of the whole period, however late that is noticed.
  if (held.pendingPlan === plan)
    return { grantedPlan, billingStatus, change: { ...change, at: state.periodStart } };
  return { grantedPlan, billingStatus, change };
}

/** A plan that came another way than by the subscription is none of its business. */
function decideEnded({ grantedPlan, billingStatus }: Held): Decision {
  if (!grantedPlan) return { grantedPlan, billingStatus };
  return { grantedPlan: null, billingStatus: "ok", change: { plan: "trial" } };
}

function statusOf({ status, unpaidSince }: SubscriptionState, at: Date): BillingStatus {
  if (status === "unpaid" || status === "paused") return "restricted";
  if (!unpaidSince) return "ok";
  return graceEndsAt(unpaidSince) <= at ? "restricted" : "past_due";
}

/** Smaller than what the subscription gave before. */
const isSmaller = (plan: PaidPlan, { plan: before, grantedPlan }: Held): boolean =>
  grantedPlan !== null && planKeys.indexOf(plan) < planKeys.indexOf(before);

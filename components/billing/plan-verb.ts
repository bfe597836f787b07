import { type PlanKey, planKeys } from "@/server/domain/plans";
import type { BillingOverview } from "./billing-types";

type PlanVerb = "Switch" | "Subscribe" | "Upgrade" | "Downgrade";

/**
 * What choosing a plan would be; null where there is nothing to choose. Nobody goes back to the trial: a plan is
 * cancelled. What was agreed with a workspace alone can be bought and not changed here, as little as what ends or is not paid.
 */
export function planVerb(key: PlanKey, overview: BillingOverview): PlanVerb | null {
  const { plan, configured, custom, status, subscription, canManage } = overview;
  if (!canManage) return null;
  if (custom) return configured && !subscription && key === plan ? "Subscribe" : null;
  if (!configured) return key === plan ? null : "Switch";
  if (key === "trial") return null;
  if (!subscription) return key === plan ? "Subscribe" : rank(key) < rank(plan) ? "Switch" : "Upgrade";
  if (key === plan || key === subscription.pendingPlan || subscription.cancelAt || status !== "ok")
    return null;
  return rank(key) < rank(plan) ? "Downgrade" : "Upgrade";
}

const rank = (plan: PlanKey) => planKeys.indexOf(plan);

import { AppError } from "../../domain/errors";
import { monthDay } from "../../domain/month-day";
import { PLANS, type PlanKey, planKeys } from "../../domain/plans";
import type { PaidPlan } from "../stripe-catalogue";
import type { LiveSubscription } from "./live-subscription";

export type Standing = {
  configured: boolean;
  /** What the workspace has. */
  plan: PlanKey;
  /** On terms agreed with us. */
  custom: boolean;
  subscription: LiveSubscription | null;
};

/** What choosing a plan means, where things stand. */
export type Move =
  /** Without payment: it is simply switched. */
  | { kind: "switch" }
  /** It is bought first; on the terms that were agreed, where there are some. */
  | { kind: "buy"; plan: PaidPlan }
  /** The plan stays, and the smaller one that was to follow is withdrawn. */
  | { kind: "keep"; subscription: LiveSubscription }
  | { kind: "up" | "down"; plan: PaidPlan; subscription: LiveSubscription };

/** Refuses what cannot be, with the way out. */
export function decideMove({ configured, plan, custom, subscription }: Standing, target: PlanKey): Move {
  if (custom && configured && !subscription && target === "enterprise") return { kind: "buy", plan: target };
  if (custom)
    throw new AppError(
      "conflict",
      "This workspace has terms of its own, which were agreed with whoever runs this server. Ask them to change the plan.",
    );
  if (!configured) {
    if (plan === target) throw already(target);
    return { kind: "switch" };
  }
  if (!subscription) return withoutSubscription(plan, target);
  const { cancelAt, pendingPlan, status } = subscription;
  if (target === subscription.plan && pendingPlan) return { kind: "keep", subscription };
  if (target === subscription.plan) throw already(target);
  if (target === "trial")
    throw new AppError(
      "conflict",
      "Nobody goes back to the trial. Cancel the plan: it then ends with the period.",
    );
  if (target === pendingPlan)
    throw new AppError("conflict", `${PLANS[target].name} follows at the end of the period already.`);
  if (cancelAt)
    throw new AppError(
      "conflict",
      `The ${PLANS[subscription.plan].name} plan ends on ${monthDay(cancelAt)}. Resume it first, then choose another.`,
    );
  if (status !== "active" && status !== "trialing")
    throw new AppError(
      "payment_required",
      "The last invoice is not paid. Pay it first, under Invoices, then choose another plan.",
    );
  return { kind: rank(target) > rank(subscription.plan) ? "up" : "down", plan: target, subscription };
}

function withoutSubscription(plan: PlanKey, target: PlanKey): Move {
  if (target !== "trial") return { kind: "buy", plan: target };
  if (plan === target) throw already(target);
  throw new AppError(
    "conflict",
    `The ${PLANS[plan].name} plan was not bought here. Ask whoever runs this server to end it.`,
  );
}

const already = (plan: PlanKey) => new AppError("conflict", `The plan is ${PLANS[plan].name} already.`);
const rank = (plan: PlanKey) => planKeys.indexOf(plan);

import { monthDay } from "../../domain/month-day";
import { PLANS, type PlanKey } from "../../domain/plans";
import type { BillingStatus } from "../../records/billing-facts";
import { graceEndsAt } from "./grace-ends-at";

type News = {
  /** The plan that is over; null: none is. */
  ended: PlanKey | null;
  status: [before: BillingStatus, after: BillingStatus];
  unpaidSince: Date | null;
};

export type BillingWords = { title: string; body: string };

/** What owners and admins are told; null: nothing that they would have to know. */
export function billingWords({ ended, status, unpaidSince }: News): BillingWords | null {
  if (ended)
    return {
      title: `The ${PLANS[ended].name} plan has ended`,
      body: `The workspace is on the trial again. Active flows stay active and go on while the trial has tokens left; then their runs wait. Choose a plan to go on: what waits is resumed, and nothing is lost.`,
    };
  const [before, after] = status;
  if (before === after) return null;
  if (after === "past_due")
    return {
      title: "A payment failed",
      body: `An invoice could not be paid. Overage is off until it is; included tokens can be used until ${day(unpaidSince)}. Pay it, or use another card.`,
    };
  if (after === "restricted")
    return {
      title: "Paid steps wait for a payment",
      body: "An invoice has not been paid. Runs wait at their next step that costs tokens, and nothing is lost. They go on by themselves once it is paid: pay it, or use another card.",
    };
  return {
    title: "The payment arrived",
    body: "Everything works again, and runs that waited for the payment go on by themselves. If overage was on, it is on again.",
  };
}

const day = (unpaidSince: Date | null): string =>
  unpaidSince ? monthDay(graceEndsAt(unpaidSince)) : "the end of the grace";

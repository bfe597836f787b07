import type { inferRouterOutputs } from "@trpc/server";
import { formatMoney, formatNumber } from "@/components/ui/format-number";
import { formatDate } from "@/components/ui/format-time";
import type { AppRouter } from "@/server/api/root";
import { PLANS } from "@/server/domain/plans";
import type { BillingOverview } from "./billing-types";

type TokenStats = inferRouterOutputs<AppRouter>["stats"]["tokens"];
type Known = { tokens: TokenStats; billing: BillingOverview | undefined; now: number; timeZone: string };

type BillingNotice = { tone: "info" | "warning" | "bad"; text: string };

const WARN_FROM = 0.8;

/** The one thing about money that everybody in the workspace has to know now; null on most days. What stops work goes first. */
export const billingNotice = (known: Known): BillingNotice | null =>
  unpaid(known) ?? usedUp(known) ?? nearCap(known) ?? nearEnd(known) ?? planEnds(known);

function unpaid({ tokens: { billingStatus }, billing, now, timeZone }: Known): BillingNotice | null {
  if (billingStatus === "restricted")
    return {
      tone: "bad",
      text: "The last invoice is not paid: runs with priced steps are held until it is; none is lost.",
    };
  if (billingStatus !== "past_due") return null;
  const end = billing?.graceEndsAt;
  const left = end ? Math.ceil((end.getTime() - now) / DAY_MS) : 0;
  const grace =
    end && left > 0
      ? ` for ${left === 1 ? "one more day" : `${left} more days`}, until ${formatDate(end, { timeZone })}`
      : " for now";
  return {
    tone: "warning",
    text: `The last invoice is not paid. Overage is off; included tokens go on${grace}.`,
  };
}

function usedUp({ tokens, billing, timeZone }: Known): BillingNotice | null {
  const { usedMilliTokens: used, includedMilliTokens: included, limitMilliTokens: limit } = tokens;
  const until = renewal(tokens, timeZone);
  if (tokens.overageEnabled) {
    if (limit === null || used < limit) return null;
    const cap = billing?.overage.capMicroDollars;
    const amount = cap ? ` of ${formatMoney(cap)}` : "";
    return {
      tone: "bad",
      text: `The cap${amount} for overage is reached. Runs with priced steps are held${until}; none is lost.`,
    };
  }
  if (included === 0 || used < included) return null;
  return {
    tone: "bad",
    text: `All of ${whose(tokens)} ${formatNumber(included / 1000)} tokens are used. Runs with priced steps are held${until}; none is lost.`,
  };
}

function nearCap({ tokens, billing }: Known): BillingNotice | null {
  const { usedMilliTokens: used, includedMilliTokens: included, limitMilliTokens: limit } = tokens;
  if (!tokens.overageEnabled || limit === null || limit <= included) return null;
  const share = (used - included) / (limit - included);
  if (share < WARN_FROM) return null;
  const cap = billing?.overage.capMicroDollars;
  return {
    tone: "warning",
    text: `${Math.floor(share * 100)}% of the cap${cap ? ` of ${formatMoney(cap)}` : ""} for overage is used. At 100% runs are held.`,
  };
}

function nearEnd({ tokens, timeZone }: Known): BillingNotice | null {
  const { usedMilliTokens: used, includedMilliTokens: included, overageEnabled } = tokens;
  const share = included > 0 ? used / included : 0;
  if (overageEnabled || share < WARN_FROM) return null;
  return {
    tone: "warning",
    text: `${Math.floor(share * 100)}% of ${whose(tokens)} ${formatNumber(included / 1000)} tokens are used. At 100% runs are held${renewal(tokens, timeZone)}.`,
  };
}

function planEnds({ billing, timeZone }: Known): BillingNotice | null {
  const subscription = billing?.subscription;
  if (!billing || !subscription) return null;
  const { cancelAt, currentPeriodEnd, pendingPlan } = subscription;
  if (cancelAt)
    return {
      tone: "info",
      text: `${billing.planName} ends on ${formatDate(cancelAt, { timeZone })} and is not renewed.`,
    };
  if (pendingPlan)
    return {
      tone: "info",
      text: `${PLANS[pendingPlan].name} follows ${billing.planName} on ${formatDate(currentPeriodEnd, { timeZone })}.`,
    };
  return null;
}

const DAY_MS = 86_400_000;
const whose = ({ periodEndsAt }: TokenStats) => (periodEndsAt ? "this period's" : "the trial's");
const renewal = ({ periodEndsAt }: TokenStats, timeZone: string) =>
  periodEndsAt ? ` until the period ends on ${formatDate(periodEndsAt, { timeZone })}` : "";

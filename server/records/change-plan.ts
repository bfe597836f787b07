import { now as clockNow } from "../db/clock";
import type { Tx } from "../db/pool";
import { overageIn } from "../domain/allowance";
import { AppError } from "../domain/errors";
import { periodOf } from "../domain/period";
import { type CustomPricing, planOf } from "../domain/plan-of";
import { PLANS, type PlanKey } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";
import { refreshAllowance } from "./allowance";
import { type BillingFacts, readBilling } from "./billing-facts";
import { lockAllowance } from "./lock-allowance";

export type PlanChange = {
  plan: PlanKey;
  /** Since when the paid period turns; left out: as before, and from the trial on: `now`. */
  billingAnchor?: Date | undefined;
  /** Terms of its own (enterprise). Left out: as before while the plan stays. */
  customPricing?: CustomPricing | null | undefined;
  /** When the change takes effect. At or before the beginning of the period, the plan is that of the whole period. */
  now?: Date | undefined;
};

/**
 * A workspace goes over to a plan. What was used as overage until then is settled at the rate it was used at; what the
 * new plan includes is there at once, and never less than what the period began with. Runs that were held are told.
 * The caller writes the audit entry.
 */
export async function changePlan(tx: Tx, workspaceId: WorkspaceId, change: PlanChange): Promise<void> {
  const at = change.now ?? clockNow();
  // Two changes take turns.
  await tx.query("select id from workspaces where id = $1::uuid for no key update", [workspaceId]);
  const before = await readBilling(tx, workspaceId);
  const customPricing = customPricingFor(before, change);
  const { plan } = change;
  const anchor =
    change.billingAnchor ?? (before.plan === "trial" && plan !== "trial" ? at : before.billingAnchor);
  const period = periodOf(plan, anchor, clockNow());
  const rate = planOf({ plan, customPricing }).overageMicroDollars;
  const staysIn = periodOf(before.plan, before.billingAnchor, clockNow()).key === period.key;
  const whole = at.getTime() <= period.startsAt.getTime();
  if (staysIn && !whole && (plan !== before.plan || rate !== before.terms.overageMicroDollars))
    await settleOverage(tx, workspaceId, at);
  await tx.query(
    `update workspaces set plan = $2::"PlanKey", billing_anchor = $3::timestamptz, custom_pricing = $4::jsonb,
       overage_enabled = overage_enabled and $5::boolean
     where id = $1::uuid`,
    [workspaceId, plan, anchor, customPricing && JSON.stringify(customPricing), rate !== null],
  );
  await refreshAllowance(tx, workspaceId, { whole: staysIn && whole });
}

function customPricingFor(before: BillingFacts, { plan, customPricing }: PlanChange): CustomPricing | null {
  if (customPricing && !PLANS[plan].customPricing)
    throw new AppError("invalid", `The ${PLANS[plan].name} plan has the prices of the price list.`);
  if (customPricing !== undefined || plan !== before.plan) return customPricing ?? null;
  return before.customPricing;
}

/** Overage of the period so far, as a segment of its own. */
async function settleOverage(tx: Tx, workspaceId: WorkspaceId, at: Date): Promise<void> {
  const { period, billing, terms, usedMilliTokens } = await lockAllowance(tx, workspaceId);
  const { open } = overageIn(terms, usedMilliTokens);
  if (open === 0) return;
  await tx.query(
    `insert into overage_segments (workspace_id, period, number, plan, rate, milli_tokens, since, until)
     select $1::uuid, $2::text, count(*)::int + 1, $3::"PlanKey", $4::bigint, $5::bigint, coalesce(max(until), $6::timestamptz), $7::timestamptz
     from overage_segments where workspace_id = $1::uuid and period = $2::text`,
    [workspaceId, period.key, billing.plan, terms.rateMicroDollars ?? 0, open, period.startsAt, at],
  );
}

import { inTransaction, type Tx } from "../../db/pool";
import type { PlanKey } from "../../domain/plans";
import type { WorkspaceId } from "../../domain/workspace";
import { writeAudit } from "../../ops/audit";
import { setBillingStatus } from "../../records/allowance";
import { type BillingStatus, readBilling } from "../../records/billing-facts";
import { changePlan } from "../../records/change-plan";
import { tellOwners } from "../tell-owners";
import { type BillingWords, billingWords } from "./billing-words";
import { type Decision, decideAccount, type Held } from "./decide-account";
import { nextSyncAt } from "./next-sync-at";
import { isLive, type SubscriptionState } from "./subscription-state";

type Change = {
  plan: [before: PlanKey, after: PlanKey];
  status: [before: BillingStatus, after: BillingStatus];
};

/**
 * Writes down what was read, and does what follows from it, in one transaction: both or neither. Returns what owners and
 * admins were told.
 */
export async function applySubscription(
  workspaceId: WorkspaceId,
  state: SubscriptionState | null,
  at: Date,
): Promise<BillingWords | null> {
  return inTransaction(async (tx) => {
    const held = await readHeld(tx, workspaceId);
    const decision = decideAccount(held, state, at);
    const { change, billingStatus } = decision;
    if (change)
      await changePlan(tx, workspaceId, {
        plan: change.plan,
        ...(change.billingAnchor && { billingAnchor: change.billingAnchor }),
        ...(change.at && { now: change.at }),
        ...(change.customPricing && { customPricing: change.customPricing }),
      });
    if (billingStatus !== held.billingStatus) await setBillingStatus(tx, workspaceId, billingStatus);
    await writeState(tx, workspaceId, { state, decision, at });
    return tell(tx, workspaceId, state, {
      plan: [held.plan, change?.plan ?? held.plan],
      status: [held.billingStatus, billingStatus],
    });
  });
}

async function readHeld(tx: Tx, workspaceId: WorkspaceId): Promise<Held> {
  await tx.query("select id from workspaces where id = $1 for no key update", [workspaceId]);
  const { plan, billingAnchor, billingStatus, customPricing } = await readBilling(tx, workspaceId);
  const { rows } = await tx.query<{ grantedPlan: PlanKey | null; pendingPlan: PlanKey | null }>(
    `select granted_plan::text as "grantedPlan", pending_plan::text as "pendingPlan" from billing_accounts where workspace_id = $1`,
    [workspaceId],
  );
  const { grantedPlan = null, pendingPlan = null } = rows[0] ?? {};
  return { plan, billingAnchor, billingStatus, custom: customPricing, grantedPlan, pendingPlan };
}

type Written = { state: SubscriptionState | null; decision: Decision; at: Date };

async function writeState(tx: Tx, workspaceId: WorkspaceId, { state, decision, at }: Written): Promise<void> {
  await tx.query(
    `update billing_accounts set subscription_id = $2, subscription_status = $3, plan = $4::"PlanKey", granted_plan = $5::"PlanKey",
       flat_item_id = $6, overage_item_id = $7, current_period_start = $8, current_period_end = $9, cancel_at = $10,
       pending_plan = $11::"PlanKey", past_due_since = $12, synced_at = $13, sync_due_at = $14
     where workspace_id = $1`,
    [
      ...[workspaceId, state?.id ?? null, state?.status ?? null, state?.plan ?? null, decision.grantedPlan],
      ...[state?.flatItemId ?? null, state?.overageItemId ?? null],
      ...[state?.periodStart ?? null, state?.periodEnd ?? null, state?.cancelAt ?? null],
      ...[state?.pendingPlan ?? null, state?.unpaidSince ?? null, at, nextSyncAt(state, at)],
    ],
  );
}

/** The audit log says what changed; those who can do something about it are told what it means. */
async function tell(
  tx: Tx,
  workspaceId: WorkspaceId,
  state: SubscriptionState | null,
  { plan, status }: Change,
): Promise<BillingWords | null> {
  const audit = async (action: string, [before, after]: [string, string]) => {
    if (before === after) return;
    const { rows } = await tx.query<{ name: string }>("select name from workspaces where id = $1", [
      workspaceId,
    ]);
    await writeAudit(tx, {
      workspaceId,
      actor: { type: "system", id: null, name: "Stripe" },
      action,
      target: { type: "workspace", id: workspaceId, name: rows[0]?.name ?? "" },
      details: { before, after, ...(state && { subscription: state.id }) },
    });
  };
  await audit("plan.changed", plan);
  await audit("billing.status_changed", status);
  const ended = plan[1] === "trial" && plan[0] !== "trial" ? plan[0] : null;
  const words = billingWords({
    ended,
    status,
    unpaidSince: state && isLive(state) ? state.unpaidSince : null,
  });
  if (words) await tellOwners(tx, workspaceId, { ...words, link: "/settings/billing" }, ["owner", "admin"]);
  return words;
}

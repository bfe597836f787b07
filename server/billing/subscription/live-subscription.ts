import { pool } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import type { PaidPlan } from "../stripe-catalogue";
import { customerOf } from "../stripe-customer";
import { syncCustomer } from "../sync-customer";

export type LiveSubscription = {
  id: string;
  customerId: string;
  status: string;
  /** Of the subscription; the workspace has it once it was paid. */
  plan: PaidPlan;
  flatItemId: string;
  overageItemId: string;
  periodStartsAt: Date;
  periodEndsAt: Date;
  cancelAt: Date | null;
  pendingPlan: PaidPlan | null;
  pastDueSince: Date | null;
};

/** What there is to change or cancel, as it was last read from Stripe; null where a plan has to be bought first. */
export async function liveSubscription(workspaceId: WorkspaceId): Promise<LiveSubscription | null> {
  const { rows } = await pool().query<LiveSubscription>(
    `select subscription_id as id, stripe_customer_id as "customerId", subscription_status as status, plan::text as plan,
       flat_item_id as "flatItemId", overage_item_id as "overageItemId", current_period_start as "periodStartsAt",
       current_period_end as "periodEndsAt", cancel_at as "cancelAt", pending_plan::text as "pendingPlan", past_due_since as "pastDueSince"
     from billing_accounts where workspace_id = $1 and subscription_status = any($2) and stripe_customer_id is not null
       and subscription_id is not null and plan is not null and flat_item_id is not null and overage_item_id is not null
       and current_period_start is not null and current_period_end is not null`,
    [workspaceId, LIVE],
  );
  return rows[0] ?? null;
}

/** The same as Stripe has it now. */
export async function freshSubscription(workspaceId: WorkspaceId): Promise<LiveSubscription | null> {
  await syncCustomer(await customerOf(workspaceId));
  return liveSubscription(workspaceId);
}

/** `incomplete` was never paid and `canceled` is over: a new one may be bought. */
const LIVE = ["active", "trialing", "past_due", "unpaid", "paused"];

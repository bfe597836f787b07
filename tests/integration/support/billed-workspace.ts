import { newId } from "@/server/db/id";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { refreshAllowance } from "@/server/records/allowance";

/** Paid workspaces turn on this day of the month. */
export const ANCHOR = new Date("2026-03-01T00:00:00Z");

/** On the starter plan (1,000 tokens) with a subscription at Stripe, and overage up to $1,000. */
export async function billedWorkspace({ subscribed = true } = {}): Promise<{
  workspaceId: WorkspaceId;
  customer: string;
}> {
  const id = newId();
  const customer = `cus_${id.replaceAll("-", "")}`;
  await pool().query(
    `insert into workspaces (id, slug, name, plan, aliases, billing_anchor, overage_enabled, overage_cap) values ($1, $2, 'Test', 'starter', '{}', $3, true, 1000000000)`,
    [id, `w-${id}`, ANCHOR],
  );
  const workspaceId = mintWorkspaceId(id);
  await inTransaction((tx) => refreshAllowance(tx, workspaceId));
  if (subscribed)
    await pool().query(
      `insert into billing_accounts (workspace_id, stripe_customer_id, subscription_id, subscription_status, sync_due_at, created_at) values ($1, $2, 'sub_1', 'active', $3, $3)`,
      [id, customer, ANCHOR],
    );
  return { workspaceId, customer };
}

type Charge = { amount: number; at: Date; period?: string; key?: string };

/** A record of the ledger, below zero for what is given back. */
export async function charge(
  tx: Tx,
  workspaceId: string,
  { amount, at, period = "2026-03-01", key = `run:${newId()}:workflow` }: Charge,
): Promise<string> {
  const refund = amount < 0;
  await tx.query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, period, related_type, related_id, created_at)
     values ($1, $2, 'email_sent', $3, 0, $4, $5, $6, $7)`,
    [key, workspaceId, amount, period, refund ? "refund" : null, refund ? "other" : null, at],
  );
  return key;
}

import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { type BillingStatus, effectiveCap } from "../records/billing-facts";
import type { RunMemory } from "./run-memory";
import { StaleRun } from "./stale-run";
import type { WorkspaceFacts } from "./workspace-facts";

/** Reasons of runs that are held until there are tokens. */
export type LackReason = "out_of_tokens" | "payment_overdue";

/**
 * Why a run that could not be paid is held, in the transaction that writes it down. `again`: the limit rose since the
 * run was refused, or the period turned. Whoever raises it waits for this transaction, and finds the run held.
 */
export async function lackOfTokens(
  tx: Tx,
  { run, generation, facts, raises }: RunMemory,
): Promise<{ reason: LackReason; again: boolean }> {
  // The run's row before those of the quota: so does everybody else.
  const { rowCount } = await tx.query(
    "select from flow_executions where id = $1::uuid and generation = $2::int and lease_owner = $3 for update",
    [run.id, generation, run.leaseOwner],
  );
  if (rowCount === 0) throw new StaleRun();
  await tx.query("select from quota_accounts where workspace_id = $1::uuid and period = $2 for share", [
    facts.id,
    facts.period,
  ]);
  const { rows } = await tx.query<{ status: BillingStatus; raises: number | null; closed: boolean | null }>(
    `select w.billing_status as status, a.raises, a.closed_at is not null as closed
     from workspaces w left join quota_accounts a on a.workspace_id = w.id and a.period = $2 where w.id = $1::uuid`,
    [facts.id, facts.period],
  );
  const row = rows[0];
  const again = row !== undefined && (row.raises !== raises || row.closed === true);
  if (row?.status === "restricted") return { reason: "payment_overdue", again };
  if (!again && row?.raises !== null) await markUsedUp(tx, facts);
  return { reason: "out_of_tokens", again };
}

/** What is left does not pay for anything: owners and admins are told soon (server/ops/notice-usage.ts), once. */
async function markUsedUp(tx: Tx, facts: WorkspaceFacts): Promise<void> {
  await tx.query(
    `insert into quota_notices (workspace_id, period, "of", percent, at) values ($1::uuid, $2, $3, 100, $4::timestamptz)
     on conflict (workspace_id, period, "of", percent) do nothing`,
    [facts.id, facts.period, effectiveCap(facts) === null ? "allowance" : "cap", now()],
  );
}

import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import { formatTokens } from "../domain/usage";
import type { WorkspaceId } from "../domain/workspace";
import { type Actor, writeAudit } from "../ops/audit";
import { refreshAllowance } from "./allowance";
import { lockAllowance } from "./lock-allowance";

export type Refund = {
  /** Of the charge that is given back. */
  key: string;
  /** Left out: all of it that was not given back yet. */
  milliTokens?: number | undefined;
  reason: string;
  by: Actor;
};

type Charge = {
  kind: string;
  amount: number;
  cost: number;
  runId: string | null;
  flowId: string | null;
  stepId: string;
  period: string;
  relatedType: string | null;
};

/**
 * Gives back a charge or a part of it: a record of its own in the ledger, below zero, and the tokens are there again at
 * once. It belongs to the period of the charge while that lasts, else to the current one: what was billed stays, and the
 * next bill is lower. Never more than was charged, also of several at once. docs/decisions/credits-and-refunds.md
 */
export async function refundUsage(
  tx: Tx,
  workspaceId: WorkspaceId,
  { key, milliTokens, reason, by }: Refund,
): Promise<{ key: string; milliTokens: number; period: string }> {
  const charge = await lockCharge(tx, workspaceId, key);
  const before = await refundsOf(tx, workspaceId, key);
  const left = charge.amount - before.milliTokens;
  const given = milliTokens ?? left;
  refuse(key, charge, { left, given });
  const { key: period } = (await lockAllowance(tx, workspaceId)).period;
  // The last part takes what rounding left, so that the parts are the whole.
  const cost =
    given === left
      ? charge.cost - before.cost
      : Math.floor((charge.cost * given) / Math.max(1, charge.amount));
  const refundKey = `refund:${key}:${before.count + 1}`;
  await tx.query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, run_id, flow_id, step_id, related_type, related_id, period, metadata, created_at)
     values ($1, $2, $3, -$4::bigint, -$5::bigint, $6, $7, $8, 'refund', $9, $10, $11, $12)`,
    [
      ...[refundKey, workspaceId, charge.kind, given, cost, charge.runId, charge.flowId, charge.stepId],
      ...[key, period, JSON.stringify({ reason, by: by.name }), now()],
    ],
  );
  await giveBack(tx, workspaceId, period, given);
  await refreshAllowance(tx, workspaceId);
  await writeAudit(tx, {
    workspaceId,
    actor: by,
    action: "usage.refunded",
    target: { type: "charge", id: key, name: key },
    details: { tokens: given / 1000, reason },
  });
  return { key: refundKey, milliTokens: given, period };
}

/** Its row is locked: two refunds of one charge take turns. */
async function lockCharge(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<Charge> {
  const { rows } = await tx.query<Charge>(
    `select kind, amount::float8 as amount, cost::float8 as cost, run_id as "runId", flow_id as "flowId", step_id as "stepId", period,
       related_type as "relatedType"
     from usage_records where workspace_id = $1 and key = $2 for update`,
    [workspaceId, key],
  );
  const [charge] = rows;
  if (!charge)
    throw new AppError(
      "not_found",
      `There is no charge “${key}” in this workspace. Take its key from the CSV export of the Usage page.`,
    );
  return charge;
}

async function refundsOf(tx: Tx, workspaceId: WorkspaceId, key: string) {
  const { rows } = await tx.query<{ milliTokens: number; cost: number; count: number }>(
    `select -coalesce(sum(amount), 0)::float8 as "milliTokens", -coalesce(sum(cost), 0)::float8 as cost, count(*)::int as count
     from usage_records where workspace_id = $1 and related_type = 'refund' and related_id = $2`,
    [workspaceId, key],
  );
  return rows[0] ?? { milliTokens: 0, cost: 0, count: 0 };
}

function refuse(key: string, charge: Charge, { left, given }: { left: number; given: number }): void {
  if (charge.relatedType === "refund")
    throw wrong("key", `“${key}” is a refund itself. Name the charge it belongs to.`);
  if (charge.amount === 0)
    throw wrong("key", `“${key}” cost nothing, so that there is nothing to give back.`);
  if (left === 0)
    throw new AppError("conflict", `“${key}” was given back in full: ${formatTokens(charge.amount)} tokens.`);
  if (!Number.isSafeInteger(given) || given <= 0)
    throw wrong("tokens", "Give back at least 0.001 tokens, in steps of 0.001.");
  if (given > left)
    throw wrong(
      "tokens",
      `Of “${key}”, which cost ${formatTokens(charge.amount)} tokens, ${formatTokens(left)} are left to give back. Give back at most that.`,
    );
}

const wrong = (field: string, message: string) =>
  new AppError("invalid", message, { problems: [{ field, message }] });

/**
 * From shards that used the most; where all together used less than that in this period, one of them has then used less
 * than nothing, which is what it may use more.
 */
async function giveBack(
  tx: Tx,
  workspaceId: WorkspaceId,
  period: string,
  milliTokens: number,
): Promise<void> {
  await tx.query(
    `with locked as (
       select shard, used from quota_shards where workspace_id = $1 and period = $2 order by shard for update
     ), ranked as (
       select shard, used, row_number() over (order by used desc, shard) as place,
         coalesce(sum(greatest(used, 0)) over (order by used desc, shard rows between unbounded preceding and 1 preceding), 0) as before,
         sum(greatest(used, 0)) over () as total
       from locked
     ), parts as (
       select shard, least(greatest(used, 0), greatest(0, $3::bigint - before)) + case when place = 1 then greatest(0, $3::bigint - total) else 0 end as part
       from ranked
     )
     update quota_shards known set used = known.used - parts.part from parts
     where known.workspace_id = $1 and known.period = $2 and known.shard = parts.shard and parts.part > 0`,
    [workspaceId, period, milliTokens],
  );
}

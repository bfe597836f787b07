import type { Tx } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { logger } from "../../logger";

type Shard = { shard: number; used: number; free: number };

/** What the shards of a period count as used, made the ledger again after records came into it. */
export async function settleShards(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<void> {
  await tx.query("select from quota_accounts where workspace_id = $1 and period = $2 for update", [
    workspaceId,
    period,
  ]);
  const { rows: shards } = await tx.query<Shard>(
    `select shard, used::float8 as used, (granted - used - reserved)::float8 as free from quota_shards
     where workspace_id = $1 and period = $2 order by shard for update`,
    [workspaceId, period],
  );
  const { rows } = await tx.query<{ ledger: number }>(
    "select coalesce(sum(amount), 0)::float8 as ledger from usage_records where workspace_id = $1 and period = $2",
    [workspaceId, period],
  );
  let open = (rows[0]?.ledger ?? 0) - shards.reduce((sum, { used }) => sum + used, 0);
  const [fullest] = [...shards].sort((one, other) => other.used - one.used);
  if (open < 0 && fullest) await use(tx, workspaceId, period, fullest.shard, open);
  for (const { shard, free } of shards) {
    const taken = Math.min(open, free);
    if (taken <= 0) continue;
    await use(tx, workspaceId, period, shard, taken);
    open -= taken;
  }
  if (open > 0)
    logger.warn(
      { workspaceId, period, milliTokens: open },
      "the quota has no room for what was used without being counted; the bill counts it",
    );
}

const use = (tx: Tx, workspaceId: WorkspaceId, period: string, shard: number, milliTokens: number) =>
  tx.query(
    "update quota_shards set used = used + $4 where workspace_id = $1 and period = $2 and shard = $3",
    [workspaceId, period, shard, milliTokens],
  );

import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { inTransaction } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { refreshAllowance } from "@/server/records/allowance";

/** So much is charged in the current period, in the ledger too, by the first shard; `reserved` is held back beside it. */
export async function chargeTokens(
  id: WorkspaceId,
  milliTokens: number,
  { reserved = 0 } = {},
): Promise<void> {
  await inTransaction(async (tx) => {
    const { period, limit } = await refreshAllowance(tx, id);
    const place = [id, period.key];
    await tx.query(
      "update quota_shards set granted = used + reserved where workspace_id = $1 and period = $2",
      place,
    );
    await tx.query(
      `update quota_shards set granted = granted + $3 - (select sum(granted) from quota_shards where workspace_id = $1 and period = $2),
         used = used + $4, reserved = reserved + $5 where workspace_id = $1 and period = $2 and shard = 0`,
      [...place, limit, milliTokens, reserved],
    );
    await tx.query(
      `update quota_accounts set granted = "limit" where workspace_id = $1 and period = $2`,
      place,
    );
    await tx.query(
      "insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at) values ($1, $2, 'sms_sent', $4, 0, $3, $5)",
      [`run:${newId()}:workflow`, ...place, milliTokens, now()],
    );
  });
}

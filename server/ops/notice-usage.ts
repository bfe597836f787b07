import { inTransaction, type Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { mailNotices } from "../engine/mail-notices";
import { noticeTokens } from "../records/notice-tokens";

/** Of the ledger, how many records are looked at in one transaction. */
const BITE = 20_000;

type Account = { workspaceId: WorkspaceId; period: string };

/**
 * Looks at what was charged since it last did, and tells those workspaces how far their tokens are used. Killed at any
 * moment, it has told of a bite or not looked at it. Only one process is at it at a time.
 */
export async function noticeUsage(signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted && (await inTransaction(takeBite)));
  await mailNotices();
}

/** False: nothing is left to look at, or somebody else is at it. */
async function takeBite(tx: Tx): Promise<boolean> {
  const mark = await tx.query<{ position: string }>(
    "select position from usage_marks where name = 'notices' for update skip locked",
  );
  const from = mark.rows[0]?.position;
  if (from === undefined) return false;
  const { rows } = await tx.query<{ upto: string; more: boolean }>(
    `select greatest($1::bigint, case when far.tx is null then follow.position else least(follow.position, greatest(far.tx, $1::bigint + 1)) end) as upto,
       far.tx < follow.position as more
     from usage_marks follow left join lateral (select tx from usage_records where tx >= $1 order by tx offset ${BITE} limit 1) far on true
     where follow.name = 'rollups'`,
    [from],
  );
  const { upto, more } = rows[0] ?? { upto: from, more: false };
  for (const { workspaceId, period } of await accountsToLookAt(tx, from, upto))
    await noticeTokens(tx, workspaceId, period);
  await tx.query("update usage_marks set position = $1 where name = 'notices'", [upto]);
  return more === true;
}

/** Where something was charged; and where a run was held before all was used, and nobody was told. */
async function accountsToLookAt(tx: Tx, from: string, upto: string): Promise<Account[]> {
  const { rows } = await tx.query<Account>(
    `select distinct workspace_id as "workspaceId", period from usage_records where tx >= $1 and tx < $2
     union select workspace_id, period from quota_notices where percent = 100 and title is null`,
    [from, upto],
  );
  return rows;
}

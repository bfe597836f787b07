import type { Tx } from "../../db/pool";
import { logger } from "../../logger";

export type Bite = { from: string; upto: string; caughtUp: boolean };

/**
 * What of the ledger comes after the mark of the exports: records of transactions that are over, about `size` of them.
 * The mark stays locked until the transaction ends. Null: somebody else has it, or it is ahead of this database.
 */
export async function nextBite(tx: Tx, size: number, wait: boolean): Promise<Bite | null> {
  const mark = await tx.query<{ position: string }>(
    `select position from usage_marks where name = 'exports' for update ${wait ? "" : "skip locked"}`,
  );
  const from = mark.rows[0]?.position;
  if (from === undefined) return null;
  const { rows } = await tx.query<{ horizon: string; upto: string; behind: boolean; caughtUp: boolean }>(
    `with seen as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon),
       far as (select tx from usage_records where tx >= $1 order by tx offset $2 limit 1),
       aim as (select horizon, case when far.tx is null then horizon else least(horizon, greatest(far.tx, $1::bigint + 1)) end as upto from seen left join far on true)
     select horizon, upto, horizon < $1::bigint as behind, upto = horizon as "caughtUp" from aim`,
    [from, size],
  );
  const aim = rows[0];
  if (!aim) return null;
  if (aim.behind) {
    logger.error(
      { position: from, horizon: aim.horizon },
      "the usage exports are ahead of the database's transactions, as after a restored dump; docs/decisions/usage-export.md says what to do",
    );
    return null;
  }
  return { from, upto: aim.upto, caughtUp: aim.caughtUp };
}

export const moveMark = (tx: Tx, { upto }: Bite) =>
  tx.query("update usage_marks set position = $1 where name = 'exports'", [upto]);

import type { Tx } from "../db/pool";
import { logger } from "../logger";

/** Who follows the ledger by transactions, and where it is written what to do when one's mark is ahead of them. */
const FOLLOWERS = {
  exports: { what: "the usage exports are", help: "docs/decisions/usage-export.md" },
  rollups: { what: "the usage rollups are", help: "docs/decisions/usage-rollups.md" },
};
type Mark = keyof typeof FOLLOWERS;

export type Bite = { mark: Mark; from: string; upto: string; caughtUp: boolean };
type Options = { size: number; wait?: boolean };

/**
 * What of the ledger comes after the mark: records of transactions that are over (what those wrote is to be seen from now
 * on, and nothing is added to it), about `size` of them. The mark stays locked until the transaction ends. Null: somebody
 * else has it and this one does not wait, or it is ahead of this database.
 */
export async function nextBite(tx: Tx, mark: Mark, { size, wait = false }: Options): Promise<Bite | null> {
  const locked = await tx.query<{ position: string }>(
    `select position from usage_marks where name = $1 for update ${wait ? "" : "skip locked"}`,
    [mark],
  );
  const from = locked.rows[0]?.position;
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
    const { what, help } = FOLLOWERS[mark];
    logger.error(
      { position: from, horizon: aim.horizon },
      `${what} ahead of the database's transactions, as after a restored dump; ${help} says what to do`,
    );
    return null;
  }
  return { mark, from, upto: aim.upto, caughtUp: aim.caughtUp };
}

/** The bite is done with. A mark that is where it was is not written again: idle passes leave no dead rows. */
export async function moveMark(tx: Tx, { mark, from, upto }: Bite): Promise<void> {
  if (upto !== from) await tx.query("update usage_marks set position = $2 where name = $1", [mark, upto]);
}

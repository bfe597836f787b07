import { pool } from "../../db/pool";
import { formatTokens } from "../../domain/usage";
import type { WorkspaceId } from "../../domain/workspace";
import type { Difference, Window } from "./difference";

type Row = { day: string; period: string; ledger: number; there: number };

/** The sums of the usage page against the ledger, as far as they have followed it. */
export async function compareSums(workspaceId: WorkspaceId, { since }: Window): Promise<Difference[]> {
  const { rows } = await pool().query<Row>(
    `with mark as (select position from usage_marks where name = 'rollups'), ledger as (
       select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, period, sum(amount) as amount from usage_records, mark
       where workspace_id = $1 and created_at >= $2 and tx < mark.position group by 1, 2
     ), sums as (
       select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD') as day, period, sum(amount) as amount from usage_by_time
       where workspace_id = $1 and starts_at >= $2 group by 1, 2
     )
     select day, period, coalesce(ledger.amount, 0)::float8 as ledger, coalesce(sums.amount, 0)::float8 as there
     from ledger full join sums using (day, period) where coalesce(ledger.amount, 0) <> coalesce(sums.amount, 0) order by 1`,
    [workspaceId, since],
  );
  return rows.map(({ day, period, ledger, there }) => ({
    ...{ day, period, meter: "tokens", cause: "sums behind", amount: there - ledger },
    what: `The usage page adds up ${formatTokens(there)} tokens, the ledger ${formatTokens(ledger)}.`,
  }));
}

import { pool } from "@/server/db/pool";

/** The oldest ready item of every workspace, found by jumping from workspace to workspace in the index. */
const OLDEST = {
  name: "executor-backlog",
  text: `
with recursive turn as (
  (select workspace from executor.items where state = 1 order by workspace limit 1)
  union all
  select (select n.workspace from executor.items n where n.state = 1 and n.workspace > t.workspace order by n.workspace limit 1)
  from turn t where t.workspace is not null
)
select min(oldest.due_at) as since from turn, lateral (
  select i.due_at from executor.items i where i.state = 1 and i.workspace = turn.workspace order by i.due_at limit 1
) oldest`,
};

/** Since when the oldest piece of ready work waits for a free hand; null when nothing waits. */
export async function backlogSince(): Promise<Date | null> {
  const { rows } = await pool().query<{ since: Date | null }>(OLDEST);
  return rows[0]?.since ?? null;
}

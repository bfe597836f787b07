import type { Tx } from "../db/pool";
import { planKeys } from "../domain/plans";
import { runsBefore } from "../domain/retention";

/** Where a workspace's old rows are, and the last one that this pass looked at. */
type Place = { workspaceId: string; before: Date; createdAt: Date | string; id: string };
type Bite = { gone: number; created_at: Date; id: string };

/**
 * Bites of every workspace that has rows of `table` from before its plan's days, in turns: a large one does not keep
 * the others waiting. `sql` takes workspace, limit in time, and the created_at and id to go on after; it answers how
 * many rows went and the last that it looked at, or nothing at the end.
 */
export async function* inTurns(
  db: Tx,
  table: "flow_executions" | "events",
  at: Date,
  sql: string,
): AsyncGenerator<number> {
  const { rows } = await db.query<{ id: string; before: Date }>(
    // The limit keeps this one look into the index per workspace, whatever the table's size.
    `select w.id, kept.before from workspaces w
     join unnest($1::text[], $2::timestamptz[]) as kept(plan, before) on kept.plan = w.plan::text
     cross join lateral (select from ${table} t where t.workspace_id = w.id and t.created_at < kept.before limit 1) old
     order by w.id`,
    [planKeys, planKeys.map((plan) => runsBefore(plan, at))],
  );
  let places: Place[] = rows.map(({ id, before }) => ({ workspaceId: id, before, ...START }));
  while (places.length > 0) {
    const next: Place[] = [];
    for (const place of places) {
      const { workspaceId, before, createdAt, id } = place;
      const bite = (await db.query<Bite>(sql, [workspaceId, before, createdAt, id])).rows[0];
      if (!bite) continue;
      next.push({ ...place, createdAt: bite.created_at, id: bite.id });
      yield bite.gone;
    }
    places = next;
  }
}

const START = { createdAt: "-infinity", id: "00000000-0000-0000-0000-000000000000" };

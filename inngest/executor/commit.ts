import { ITEM_COLUMNS, ITEM_RECORD, itemValues, type NewItem } from "./item";
import type { Session } from "./session";

/** What becomes of one item and its run. */
export type Outcome = {
  run_id: string;
  step: string;
  lease_owner: number;
  /** The run's version that this was decided on; null: it has no row. */
  version: number | null;
  /** end: the run is over. save: its state is written. leave: it has none, and needs none. */
  run: "end" | "save" | "leave";
  /** Its own item: gone, or again at this time. */
  own: "delete" | { state: number; due_at: Date; attempt: number };
  saved?: {
    function_id: string;
    workspace: string;
    event: string;
    memos: string;
    stack: string;
    open: string;
    started_at: Date;
  };
  items: NewItem[];
  /** Other items of the run may be in somebody's hands while it ends. */
  hasSiblings?: boolean;
  failure?: { function_id: string; workspace: string; event_name: string; error: string; failed_at: Date };
};

/** lost: the item is no longer ours. stale: the run moved on; decide again. */
export type Verdict = "done" | "stale" | "lost";

/**
 * Several outcomes in one statement; of one run at most one. Rows are locked in one order: item, then run. An outcome
 * counts only while the item is ours, and, where it writes the run's state, while that is the one it was decided on.
 */
const COMMIT = {
  name: "executor-commit",
  text: `
with outcome as materialized (
  select * from json_to_recordset($1::json) as o(n int, run_id uuid, step text, lease_owner int, version int, run text, state smallint, due_at timestamptz,
    attempt smallint, function_id text, workspace text, event text, memos text, stack text, open text, started_at timestamptz)
), held as materialized (
  select o.* from outcome o join executor.items i on i.run_id = o.run_id and i.step = o.step
  where i.run_id = any(array(select run_id from outcome)) and i.state = 2 and i.lease_owner = o.lease_owner order by o.run_id for update of i
), current as materialized (
  select h.n from held h join executor.runs r on r.id = h.run_id
  where r.id = any(array(select run_id from held)) and h.run = 'save' and r.version = h.version for update of r
), valid as materialized (
  select * from held h where h.run <> 'save' or h.version is null or h.n in (select n from current)
), gone as (
  delete from executor.items i using valid v
  where i.run_id = any(array(select run_id from valid)) and i.run_id = v.run_id and (v.run = 'end' or (v.state is null and i.step = v.step))
), ended as (
  delete from executor.runs r using valid v where r.id = any(array(select run_id from valid)) and v.run = 'end' and r.id = v.run_id
), again as (
  update executor.items i set state = v.state, due_at = v.due_at, attempt = v.attempt, lease_owner = null
  from valid v
  where i.run_id = any(array(select run_id from valid)) and v.run <> 'end' and v.state is not null and i.run_id = v.run_id and i.step = v.step
), written as (
  update executor.runs r set memos = v.memos::json, stack = v.stack::json, open = v.open::json, version = r.version + 1
  from valid v where r.id = any(array(select run_id from valid)) and v.run = 'save' and v.version is not null and r.id = v.run_id
), made as (
  insert into executor.runs (id, function_id, workspace, event, memos, stack, open, version, started_at)
  select run_id, function_id, workspace, event::json, memos::json, stack::json, open::json, 0, started_at from valid where run = 'save' and version is null
  on conflict do nothing
), added as (
  insert into executor.items (${ITEM_COLUMNS})
  select ${itemValues("a")} from json_to_recordset($2::json) as a(n int, ${ITEM_RECORD}) where a.n in (select n from valid)
  on conflict do nothing
), failed as (
  insert into executor.failures (run_id, function_id, workspace, event_name, error, failed_at)
  select f.run_id, f.function_id, f.workspace, f.event_name, f.error, f.failed_at
  from json_to_recordset($3::json) as f(n int, run_id uuid, function_id text, workspace text, event_name text, error text, failed_at timestamptz)
  where f.n in (select n from valid)
  on conflict (run_id) do update set error = excluded.error, failed_at = excluded.failed_at
)
select h.n, h.n in (select n from valid) as valid, set_config('synchronous_commit', 'off', true) as unsynced from held h`,
};

/** Runs that ended in their first call and have left nothing but their one item. */
const FINISH = {
  name: "executor-finish",
  text: `
with gone as (
  delete from executor.items where run_id = any($1::uuid[]) and step = '' and state = 2 and lease_owner = $2
)
select set_config('synchronous_commit', 'off', true)`,
};

/**
 * What another process was writing of a run when it ended: an end sees only what was written before it began. Whatever
 * that process begins to write later is refused. A run that the same event started anew meanwhile is left alone.
 */
const SWEEP = {
  name: "executor-sweep",
  text: `
with ended as (delete from executor.runs where id = any($1::uuid[]))
delete from executor.items where run_id = any($1::uuid[]) and kind <> 'cancel' and (kind <> 'call' or payload is null)`,
};

export async function commitOutcomes(session: Session, outcomes: Outcome[]): Promise<Verdict[]> {
  const rows = outcomes.map(({ own, items: _, failure: __, hasSiblings: ___, saved, ...outcome }, n) => ({
    n,
    ...outcome,
    ...saved,
    ...(own === "delete" ? {} : own),
  }));
  const items = outcomes.flatMap((outcome, n) => outcome.items.map((item) => ({ n, ...item })));
  const failures = outcomes.flatMap(({ failure, run_id }, n) => (failure ? [{ n, run_id, ...failure }] : []));
  const verdicts = await session.query<{ n: number; valid: boolean }>({
    ...COMMIT,
    values: [JSON.stringify(rows), JSON.stringify(items), JSON.stringify(failures)],
  });
  const known = new Map(verdicts.map(({ n, valid }) => [n, valid]));
  const ended = outcomes
    .filter(({ hasSiblings }, n) => hasSiblings && known.get(n))
    .map(({ run_id }) => run_id);
  if (ended.length > 0) await session.query({ ...SWEEP, values: [ended] });
  return outcomes.map((_, n) => (known.get(n) === undefined ? "lost" : known.get(n) ? "done" : "stale"));
}

export async function finishRuns(session: Session, owner: number, runIds: string[]): Promise<void> {
  await session.query({ ...FINISH, values: [runIds, owner] });
}

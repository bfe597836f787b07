import type { Tx } from "../db/pool";
import { inTurns } from "./retention-places";

/** Runs that are looked at in one bite, and rows that hang on those which go: a run's run_seq is at least its steps. */
const LOOK = 1000;
const MOST_ROWS = 4000;

/**
 * Ended runs, oldest first, with steps, attempts, loops, waits and moves. They count from their end, so a run that is
 * open, or ended lately, is passed over however long ago it began; so is one that an open run has started, which may
 * still ask how it ended. Such ones are few and are seen again in every pass.
 */
export const forgetRuns = (db: Tx, at: Date): AsyncGenerator<number> =>
  inTurns(db, "flow_executions", at, BITE);

const BITE = `
with page as materialized (
  select id, created_at, case when status in ('completed', 'failed', 'cancelled') and coalesce(completed_at, created_at) < $2 then run_seq + 1 else 0 end as weight
  from flow_executions where workspace_id = $1 and created_at < $2 and (created_at, id) > ($3::timestamptz, $4::uuid)
  order by created_at, id limit ${LOOK}
), reached as materialized (
  select * from (select page.*, sum(weight) over (order by created_at, id) - weight as weight_before from page) weighed
  where weight_before < ${MOST_ROWS}
), due as materialized (
  select r.id from flow_executions r where r.id = any(array(select id from reached where weight > 0))
    and not exists (select from flow_executions parent where parent.id = r.parent_run_id and parent.status in ('queued', 'running', 'waiting', 'held'))
  for update skip locked
), steps as (
  delete from automation_event_log where run_id = any(array(select id from due))
), gone as (
  delete from flow_executions where id = any(array(select id from due)) returning 1
)
select (select count(*)::int from gone) as gone, created_at, id from reached order by created_at desc, id desc limit 1`;

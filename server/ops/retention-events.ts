import type { Tx } from "../db/pool";
import { inTurns } from "./retention-places";

const LOOK = 1000;

/** Events past their days that no kept run was started by and no kept run's wait was ended by. */
export const forgetEvents = (db: Tx, at: Date): AsyncGenerator<number> => inTurns(db, "events", at, BITE);

const BITE = `
with page as materialized (
  select id, created_at from events where workspace_id = $1 and created_at < $2 and (created_at, id) > ($3::timestamptz, $4::uuid)
  order by created_at, id limit ${LOOK}
), due as materialized (
  select page.id from page
  left join lateral (select true as yes from flow_executions r where r.event_id = page.id limit 1) run on true
  left join lateral (select true as yes from waits w where w.matched_event_id = page.id limit 1) wait on true
  where run.yes is null and wait.yes is null
), gone as (
  delete from events where id = any(array(select id from due)) returning 1
)
select (select count(*)::int from gone) as gone, created_at, id from page order by created_at desc, id desc limit 1`;

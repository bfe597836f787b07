import type { Session } from "./session";

const LOCK = 72_707_371;

/**
 * Gives free slots to held items, oldest first. One script (and so one transaction), that no process can hold the lock
 * and do nothing; the lock is a statement of its own, because two processes that count with one look each would both find the last slot.
 */
const ADMIT = `
select pg_advisory_xact_lock(${LOCK}), set_config('synchronous_commit', 'off', true);
with recursive keys as (
  (select slot from executor.items where state = 3 order by slot limit 1)
  union all
  select (select n.slot from executor.items n where n.state = 3 and n.slot > k.slot order by n.slot limit 1) from keys k where k.slot is not null
), free as materialized (
  select k.slot, (select i.slot_limit from executor.items i where i.state = 3 and i.slot = k.slot limit 1)
    - (select count(*) from executor.items i where i.slot = k.slot and i.slot is not null and i.state in (1, 2))::int as n
  from keys k where k.slot is not null
), admitted as materialized (
  select i.run_id, i.step from free f, lateral (
    select run_id, step from executor.items where state = 3 and slot = f.slot order by due_at limit greatest(f.n, 0) for update skip locked
  ) i where f.n > 0
)
update executor.items i set state = 1 from admitted a
where i.run_id = any(array(select run_id from admitted)) and i.run_id = a.run_id and i.step = a.step`;

export const admitHeld = (session: Session): Promise<void> => session.script(ADMIT);

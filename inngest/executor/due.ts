import type { Session } from "./session";

const MOST = 1000;

/** Sleepers whose time has come are ready (or held, where slots are counted). Also tells when the next one is due. */
const WAKE = {
  name: "executor-wake",
  text: `
with due as materialized (
  select run_id, step from executor.items where state = 0 and due_at <= $1::timestamptz order by due_at limit ${MOST} for update skip locked
), woken as (
  update executor.items i set state = case when i.slot is null then 1 else 3 end, wait_event = null
  from due d where i.run_id = any(array(select run_id from due)) and i.run_id = d.run_id and i.step = d.step returning i.slot
)
select (select count(*) from woken)::int as woken, (select min(due_at) from executor.items where state = 0 and due_at > $1::timestamptz) as next,
  set_config('synchronous_commit', 'off', true) as unsynced`,
};

export async function wakeDue(session: Session, now: Date): Promise<{ woken: number; next: Date | null }> {
  let woken = 0;
  for (;;) {
    const [row] = await session.query<{ woken: number; next: Date | null }>({ ...WAKE, values: [now] });
    woken += row?.woken ?? 0;
    if ((row?.woken ?? 0) < MOST) return { woken, next: row?.next ?? null };
  }
}

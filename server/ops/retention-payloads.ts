import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { firstIdOf } from "../db/id";
import type { Tx } from "../db/pool";
import { PLANS, planKeys } from "../domain/plans";
import { daysBefore, longestPayloadDays } from "../domain/retention";
import { logger } from "../logger";

const LOOK = 1000;
const DROP_TRIES = 50;
const DROP_PAUSE_MS = 20;
const NOT_AVAILABLE = "55P03";

/**
 * A month goes as a whole once its last day is past the longest plan's days: no row is touched, and its space is free
 * at once. Bodies that an open run still needs move to the month of today first.
 */
export async function* dropPayloadMonths(db: Tx, at: Date): AsyncGenerator<number> {
  const before = daysBefore(at, longestPayloadDays);
  const { rows: months } = await db.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'payloads'::regclass and c.relname ~ '^payloads_\\d{4}_\\d{2}$'
       and (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= $1 order by c.relname`,
    [before],
  );
  if (months.length === 0) return;
  const needed = await neededBodies(db, before);
  yield 0;
  for (const { name } of months) {
    const dropped = await dropMonth(db, name, needed, at);
    if (!dropped) logger.warn({ month: name }, "a month of old payloads is in use, it is tried again");
    yield dropped ? 1 : 0;
  }
}

/**
 * Within the months that are kept for larger plans: the bodies of smaller ones, by id, which is by time. Every body is
 * looked at once per number of days. What an open run needs is passed over and goes with its month.
 */
export async function* forgetPayloads(db: Tx, at: Date): AsyncGenerator<number> {
  for (const days of new Set(planKeys.map((plan) => PLANS[plan].payloadDays))) {
    const before = daysBefore(at, days);
    const plans = planKeys.filter((plan) => PLANS[plan].payloadDays === days);
    // Those of the longest plan go with their month; in the default partition are bodies that came while it had none.
    const table = days === longestPayloadDays ? "payloads_default" : "payloads";
    let needed: string[] | undefined;
    for (;;) {
      const page = await db.query<{ id: string }>(pageOf(table), [
        `payloads:${days}`,
        firstIdOf(before),
        before,
      ]);
      const last = page.rows.at(-1);
      if (!last) break;
      needed ??= await neededBodies(db, before);
      const ids = page.rows.map(({ id }) => id);
      const { rows } = await db.query<{ gone: number }>(FORGET, [
        `payloads:${days}`,
        ids,
        before,
        plans,
        needed,
        last.id,
      ]);
      yield rows[0]?.gone ?? 0;
    }
  }
}

const pageOf = (table: string) => `
select id from ${table}
where id > coalesce((select position from retention_marks where name = $1), '00000000-0000-0000-0000-000000000000') and id < $2 and created_at < $3
order by id limit ${LOOK}`;

const FORGET = `
with due as materialized (
  select p.id, p.created_at from payloads p join workspaces w on w.id = p.workspace_id
  where p.id = any($2::uuid[]) and p.created_at < $3 and w.plan::text = any($4) and p.id <> all($5::uuid[])
  for update of p skip locked
), gone as (
  delete from payloads p using due where p.id = due.id and p.created_at = due.created_at returning 1
), marked as (
  insert into retention_marks (name, position) values ($1, $6) on conflict (name) do update set position = excluded.position
)
select count(*)::int as gone from gone`;

/** Bodies from before `before` that open runs may still read: of their events, their steps, and the events they waited for. */
async function neededBodies(db: Tx, before: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `with open as materialized (
       select id, event_id from flow_executions where status in ('queued', 'running', 'waiting', 'held')
     ), event as (
       select event_id as id from open union select w.matched_event_id from open join waits w on w.run_id = open.id
     ), body as (
       select e.payload_id as id from event join events e on e.id = event.id
       union select unnest(array[l.input_id, l.output_id]) from open join automation_event_log l on l.run_id = open.id
     )
     select id from body where id < $1::uuid`,
    [firstIdOf(before)],
  );
  return rows.map(({ id }) => id);
}

/**
 * Dropping locks the whole table for a moment. The lock is asked for without standing in line, where everybody after it
 * would have to wait too, and again a little later.
 */
async function dropMonth(db: Tx, name: string, needed: string[], at: Date): Promise<boolean> {
  for (let tries = 0; tries < DROP_TRIES; tries++) {
    try {
      await db.query("begin");
      await db.query(
        `insert into payloads (id, workspace_id, body, created_at) select id, workspace_id, body, $2 from ${name} where id = any($1::uuid[])`,
        [needed, at],
      );
      await db.query(`lock table only payloads, ${name}, payloads_default in access exclusive mode nowait`);
      await db.query(`drop table ${name}`);
      await db.query("commit");
      return true;
    } catch (error) {
      await db.query("rollback");
      if (!(error instanceof pg.DatabaseError) || error.code !== NOT_AVAILABLE) throw error;
      await sleep(DROP_PAUSE_MS);
    }
  }
  return false;
}

import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const PATIENCE_MS = 120_000;

/** Waits until no run of this event type is under way; else says where some of them stand. */
export async function drained(db: pg.Client, eventType: string): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await db.query<{ open: number }>(
      `select count(*)::int as open from flow_executions where status in ('queued', 'running', 'waiting', 'held') and trigger_event_type = $1`,
      [eventType],
    );
    if (rows[0]?.open === 0) return;
    if (performance.now() > end) throw new Error(await whereTheyStand(db, eventType, rows[0]?.open ?? 0));
    await sleep(200);
  }
}

async function whereTheyStand(db: pg.Client, eventType: string, open: number): Promise<string> {
  const { rows } = await db.query(
    `select id, status, reason, generation, lease_owner, lease_until, wake_at, doorbell, seen_doorbell, created_at,
       (select json_agg(json_build_object('step', s.step_id, 'status', s.status, 'attempt', s.attempt, 'wake', s.wake_at, 'error', s.error))
        from automation_event_log s where s.run_id = r.id) as steps
     from flow_executions r where status in ('queued', 'running', 'waiting', 'held') and trigger_event_type = $1 limit 3`,
    [eventType],
  );
  return `${open} runs of ${eventType} were still open two minutes after the last event, as these: ${JSON.stringify(rows)}`;
}

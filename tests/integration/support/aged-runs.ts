import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";

type AgedRuns = {
  workspaceId: WorkspaceId;
  flow: { flowId: string; versionId: string };
  count: number;
  /** They began this many days ago, evenly spread; each ended a minute later. */
  days: [from: number, to: number];
  status?: "completed" | "failed" | "cancelled" | "waiting";
  /** Ended this many days ago instead. */
  endedDays?: number;
  /** Every how manyth event and last step has a body in `payloads`; 0: none. */
  largeEvery?: number;
  steps?: number;
};

/** Runs and their steps with their events, as recorded long ago: their ids are of that time. Returns the runs' ids. */
export async function makeAgedRuns({
  workspaceId,
  flow,
  count,
  days,
  status = "completed",
  endedDays,
  largeEvery = 0,
  steps = 3,
}: AgedRuns): Promise<string[]> {
  const { rows } = await inTransaction(async (tx) => {
    // Millions of look-ups of one and the same flow take longer than the writing.
    if (count > 10_000) await tx.query("set local session_replication_role = replica");
    return tx.query<{ ids: string[] | null }>(MAKE, [
      workspaceId,
      flow.flowId,
      flow.versionId,
      count,
      days[0],
      days[1],
      status,
      largeEvery,
      endedDays ?? null,
      steps,
    ]);
  });
  return rows[0]?.ids ?? [];
}

const MAKE = `with made as materialized (
       select n, uuidv7(-age) as event_id, uuidv7(-age) as run_id, uuidv7(-age) as output_id, (now() - age)::timestamptz(3) as at,
         $8::int > 0 and n % $8::int = 0 as large
       from (select n, make_interval(secs => 86400 * ($5::float8 - ($5::float8 - $6::float8) * n / $4::int)) as age from generate_series(1, $4::int) n) old
     ), bodies as (
       insert into payloads (id, workspace_id, body, created_at)
       select id, $1::uuid, jsonb_build_object('text', repeat('body ', 500)), at from made, unnest(array[event_id, output_id]) id where large
     ), events as (
       insert into events (id, workspace_id, type, raw_type, source, payload, payload_id, subject, occurred_at, created_at)
       select event_id, $1::uuid, 'order.created', 'order.created', 'api',
         case when not large then jsonb_build_object('order_id', 'ord_' || n, 'email', 'person' || n % 5000 || '@example.test', 'total', n % 300, 'note', repeat('n', 200)) end,
         case when large then event_id end, 'email:person' || n % 5000 || '@example.test', at, at
       from made
     ), runs as (
       insert into flow_executions (id, workspace_id, flow_id, version_id, event_id, trigger_event_type, subject, status, origin, run_seq, quota_shard, started_at, completed_at, created_at)
       select run_id, $1::uuid, $2::uuid, $3::uuid, event_id, 'order.created', 'email:person' || n % 5000 || '@example.test', $7::text::"RunStatus", 'event', 2 * $10::int, n % 16, at,
         case when $7::text <> 'waiting' then coalesce(now() - make_interval(days => $9::int), at + interval '1 minute') end, at
       from made
     ), steps as (
       insert into automation_event_log (run_id, step_id, workspace_id, status, step_type, action_type, payload, result, output_id, run_seq, started_at, finished_at, created_at)
       select run_id, 'step_' || place, $1::uuid, 'succeeded', 'action', 'platform.send_email',
         jsonb_build_object('to', 'person' || n % 5000 || '@example.test', 'subject', 'Thank you for your order', 'body', repeat('b', 150)),
         case when not (large and place = $10::int) then jsonb_build_object('message_id', run_id, 'status', 'delivered') end,
         case when large and place = $10::int then output_id end, place * 2, at, at, at
       from made, generate_series(1, $10::int) place
     )
     select case when $4::int <= 1000 then (select array_agg(run_id order by n) from made) end as ids`;

/** The month partitions of so many days back, which a database of today never had. */
export async function makePayloadMonths(daysBack: number): Promise<void> {
  for (let days = daysBack; days > 0; days -= 80)
    await pool().query("select ensure_payload_partitions(now() - make_interval(days => $1))", [days]);
}

/**
 * Ends runs from outside: by a person, an event, an archived flow. What waits in them is over at once and their reserved
 * tokens are free; a call in flight is still recorded and metered by whoever has it. Their open sub-flows are cancelled,
 * and runs that wait for one of them are told.
 */
import { publishChange } from "../db/bus";
import { now } from "../db/clock";
import { afterCommit, type Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { announce } from "./announce";

export type EndedRun = { id: string; workspace_id: WorkspaceId; generation: number };

export const OPEN = "('queued', 'running', 'waiting', 'held')";

/** Those that were still open. `how` holds for the runs themselves; their sub-flows are cancelled. */
export async function endRuns(
  tx: Tx,
  runIds: readonly string[],
  how: { status: "cancelled" | "completed"; reason: string },
): Promise<EndedRun[]> {
  const all = await lockFamilies(tx, runIds);
  if (all.length === 0) return [];
  const { rows } = await tx.query<EndedRun & { parent_run_id: string | null; parent_step_id: string | null }>(
    `update flow_executions set status = case when id = any($2::uuid[]) then $3::"RunStatus" else 'cancelled' end,
       reason = case when id = any($2::uuid[]) then $4 else 'parent_ended' end,
       completed_at = $5::timestamptz, doorbell = doorbell + 1, run_seq = run_seq + 1
     where id = any($1::uuid[]) and status in ${OPEN}
     returning id, workspace_id, generation, parent_run_id, parent_step_id`,
    [all, runIds, how.status, how.reason, now().toISOString()],
  );
  const ended = new Set(rows.map(({ id }) => id));
  await endOpenSteps(tx, [...ended]);
  const parents = rows.flatMap((row) =>
    row.parent_run_id && row.parent_step_id && !ended.has(row.parent_run_id) ? [row.parent_run_id] : [],
  );
  const rung = parents.length > 0 ? await ring(tx, parents) : [];
  afterCommit(tx, () => tell([...rows, ...rung]));
  return rows;
}

/** Their bells, so that they look again; not of those that are over. */
export async function ring(tx: Tx, runIds: readonly string[]): Promise<EndedRun[]> {
  const { rows } = await tx.query<EndedRun>(
    `update flow_executions set doorbell = doorbell + 1 where id = any($1::uuid[]) and status in ${OPEN} returning id, workspace_id, generation`,
    [runIds],
  );
  return rows;
}

export function tell(runs: readonly EndedRun[]): void {
  announce(
    runs.map((run) => ({
      kind: "poked",
      runId: run.id,
      generation: run.generation,
      workspaceId: run.workspace_id,
    })),
  );
  for (const run of runs) publishChange({ workspaceId: run.workspace_id, runId: run.id });
}

/**
 * The runs and all open runs below them, locked. A run is locked before the one that waits for it: so does the end of a
 * sub-flow, which writes its own row and then rings its parent's bell.
 */
export async function lockFamilies(tx: Tx, runIds: readonly string[]): Promise<string[]> {
  let known = -1;
  let ids: string[] = [...runIds];
  // A sub-flow may have begun while we waited for its parent's row.
  while (ids.length > known) {
    known = ids.length;
    const { rows } = await tx.query<{ id: string }>(
      `with recursive family as (
         select id from flow_executions where id = any($1::uuid[])
         union select child.id from flow_executions child join family on child.parent_run_id = family.id
         where child.parent_step_id is not null and child.status in ${OPEN}
       )
       select id from flow_executions where id in (select id from family) order by depth desc, id for update`,
      [ids],
    );
    ids = rows.map(({ id }) => id);
  }
  return ids;
}

/** Waits and steps that nothing will go on with any more. */
export async function endOpenSteps(tx: Tx, runIds: readonly string[]): Promise<void> {
  const at = now().toISOString();
  await tx.query(
    "update waits set closed_at = $2::timestamptz where run_id = any($1::uuid[]) and closed_at is null",
    [runIds, at],
  );
  await tx.query(
    `with step as (
       select s.run_id, s.step_id, s.iteration_path, s.quota_period, s.reserved, r.workspace_id, r.quota_shard, r.run_seq
       from automation_event_log s join flow_executions r on r.id = s.run_id
       where s.run_id = any($1::uuid[]) and s.status in ('waiting', 'retrying')
     ), ended as (
       update automation_event_log s set status = 'cancelled', finished_at = $2::timestamptz, wake_at = null, reserved = 0, run_seq = step.run_seq
       from step where s.run_id = step.run_id and s.step_id = step.step_id and s.iteration_path = step.iteration_path
     ), freed as (
       select workspace_id, quota_period, quota_shard, sum(reserved) as reserved from step where reserved > 0 group by 1, 2, 3
     ), shard as (
       select q.workspace_id, q.period, q.shard, freed.reserved from quota_shards q
       join freed on q.workspace_id = freed.workspace_id and q.period = freed.quota_period and q.shard = freed.quota_shard
       order by 1, 2, 3 for update of q
     )
     update quota_shards q set reserved = q.reserved - shard.reserved from shard
     where q.workspace_id = shard.workspace_id and q.period = shard.period and q.shard = shard.shard`,
    [runIds, at],
  );
}

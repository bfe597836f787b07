/** What people do to runs from outside: cancel, retry. */

import { publishChange } from "../db/bus";
import { now } from "../db/clock";
import { newId } from "../db/id";
import { afterCommit, inTransaction, type Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import { PLANS, type PlanKey } from "../domain/plans";
import { payloadsBefore } from "../domain/retention";
import type { WorkspaceId } from "../domain/workspace";
import { announce } from "./announce";
import { endRuns } from "./end-runs";
import { takeOver } from "./take-over";

/**
 * Final at once, with the sub-flows it waits for: nothing changes a cancelled run's status any more. A step in flight
 * is still recorded and metered; steps that waited are cancelled here, and their reserved tokens are free again.
 */
export async function cancelRun(workspaceId: WorkspaceId, runId: string, tx?: Tx): Promise<void> {
  if (!tx) return inTransaction((own) => cancelRun(workspaceId, runId, own));
  const { rows } = await tx.query<{ id: string }>(
    "select id from flow_executions where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, runId],
  );
  const ended = await endRuns(
    tx,
    rows.map(({ id }) => id),
    { status: "cancelled", reason: "cancelled" },
  );
  if (!ended.some(({ id }) => id === runId)) throw await whyNotCancelled(tx, workspaceId, runId);
}

async function whyNotCancelled(tx: Tx, workspaceId: string, runId: string): Promise<AppError> {
  const { rows } = await tx.query<{ status: string }>(
    "select status::text from flow_executions where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, runId],
  );
  const status = rows[0]?.status;
  return status
    ? new AppError("conflict", `This run is already over (${status}); there is nothing left to cancel.`)
    : new AppError("not_found", "There is no such run");
}

type Retried = {
  flow_id: string | null;
  version_id: string | null;
  event_id: string | null;
  trigger_event_type: string;
  subject: string | null;
  contact_id: string | null;
  mode: string;
  status: string;
  depth: number;
};

/**
 * A new run of the same event and version. `failed`: the steps that went well, and those that were skipped, are taken
 * over as they are (at no cost); the run goes on where it failed. `start`: everything again.
 */
export async function retryRun(
  workspaceId: WorkspaceId,
  runId: string,
  from: "failed" | "start",
  tx?: Tx,
): Promise<string> {
  if (!tx) return inTransaction((own) => retryRun(workspaceId, runId, from, own));
  const id = newId();
  const { rows } = await tx.query<Retried>(
    // Locked against retention: what the new run refers to stays.
    "select * from flow_executions where workspace_id = $1 and id = $2 for key share",
    [workspaceId, runId],
  );
  const run = rows[0];
  if (!run?.flow_id) throw new AppError("not_found", "There is no such run");
  if (run.status !== "failed" && run.status !== "cancelled" && from === "failed")
    throw new AppError("conflict", "Only a failed or cancelled run can go on from where it failed.");
  const at = now();
  await keepBodies(tx, workspaceId, runId, from, at);
  await tx.query(
    `insert into flow_executions (id, workspace_id, flow_id, version_id, event_id, trigger_event_type, subject, contact_id, status, mode, origin, replay_of, depth, wake_at, quota_shard, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, 'replay', $10, $11, $12, $13, $12)`,
    [
      id,
      workspaceId,
      run.flow_id,
      run.version_id,
      run.event_id,
      run.trigger_event_type,
      run.subject,
      run.contact_id,
      run.mode,
      runId,
      run.depth,
      at,
      Math.floor(Math.random() * 16),
    ],
  );
  if (from === "failed") await takeOver(tx, { id: runId, versionId: run.version_id }, id, at);
  afterCommit(tx, () => {
    announce([{ kind: "requested", runId: id, generation: 0, workspaceId }]);
    publishChange({ workspaceId, runId: id });
  });
  return id;
}

/**
 * A run that goes on without its event's data, or a step's, would do something else than it did. Large bodies that are
 * past their days but still there move to today's month, out of the way of retention, which may be at them just now.
 */
async function keepBodies(
  tx: Tx,
  workspaceId: WorkspaceId,
  runId: string,
  from: "failed" | "start",
  at: Date,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; plan: PlanKey }>(
    `with body as (
       select e.payload_id as id from flow_executions r join events e on e.workspace_id = r.workspace_id and e.id = r.event_id where r.id = $2::uuid
       union select output_id from automation_event_log where run_id = $2::uuid and status = 'succeeded' and $3::boolean
     )
     select body.id, w.plan::text from body, workspaces w where body.id is not null and w.id = $1::uuid`,
    [workspaceId, runId, from === "failed"],
  );
  const plan = rows[0]?.plan;
  if (!plan) return;
  const ids = rows.map(({ id }) => id);
  await tx.query(
    "update payloads set created_at = $2::timestamptz where id = any($1::uuid[]) and created_at < $3::timestamptz",
    [ids, at.toISOString(), payloadsBefore(plan, at).toISOString()],
  );
  const kept = await tx.query(
    "select from payloads where id = any($1::uuid[]) and created_at >= $2::timestamptz",
    [ids, payloadsBefore(plan, at).toISOString()],
  );
  if (kept.rowCount === ids.length) return;
  throw new AppError(
    "conflict",
    `This run used data over 2 KB that is past its ${PLANS[plan].payloadDays} days, so it cannot be repeated any more. Send its event again instead.`,
  );
}

/**
 * An action outside of a flow: posted to the dispatcher or to an address of the REST API, or done by hand. It is a run
 * of one step, of origin `direct`, and goes the way of every run: the same turn, checks, gate, quota and record, and the
 * same watchdog when its process dies. Only nobody waits long for it: without tokens it fails instead of being held.
 */
import { now } from "../db/clock";
import { isUuid, newId } from "../db/id";
import { toJson } from "../db/json";
import { pool } from "../db/pool";
import { contactFromPayload } from "../domain/contact-key";
import { AppError, type StepError } from "../domain/errors";
import { LIMITS } from "../domain/flow";
import type { WorkspaceId } from "../domain/workspace";
import { actorColumns, type Cause } from "../records/cause";
import { findContact } from "../records/contact";
import { advance } from "./advance";
import { announce } from "./announce";
import { cancelRun } from "./control";
import { DIRECT_STEP } from "./direct-definition";

export type DirectInput = {
  actionType: string;
  /** Id, slug or alias; left out: the platform, then the only plugin that has the action. */
  pluginId?: string | undefined;
  /** Taken as it is: what looks like a reference in it is text. */
  payload: Record<string, unknown>;
  cause: Cause;
  /** What the caller says it belongs to. A run of this workspace becomes the run's cause; anything else is kept as text. */
  externalExecutionId?: string | undefined;
  /** The same key again within 24 hours is answered with the first outcome. */
  idempotencyKey?: string | undefined;
};

export type DirectResult =
  /** `pending`: not done yet (held until a time, or waiting for an answer); the run goes on by itself. */
  | { ok: true; runId: string; data: unknown; pending: boolean }
  | { ok: false; runId: string; error: StepError };

const DAY_MS = 86_400_000;

export async function runDirect(workspaceId: WorkspaceId, input: DirectInput): Promise<DirectResult> {
  const { id, fresh } = await open(workspaceId, input);
  if (!fresh) return outcome(workspaceId, id, true);
  for (;;) {
    const turn = await advance({ runId: id, generation: 0 });
    if ("more" in turn) continue;
    // From here on it is driven like any other run.
    if (!("done" in turn)) announce([{ kind: "requested", runId: id, generation: 0, workspaceId }]);
    return outcome(workspaceId, id, false);
  }
}

type Opened = { id: string; fresh: boolean };

async function open(workspaceId: WorkspaceId, input: DirectInput): Promise<Opened> {
  const { payload, cause, idempotencyKey: key, externalExecutionId: belongsTo = "" } = input;
  const body = toJson(payload);
  if (Buffer.byteLength(body) > LIMITS.payloadBytes)
    throw new AppError(
      "too_large",
      "The payload is larger than 512 KB. Send a reference to the data instead.",
    );
  const id = newId();
  const at = now();
  const whose = contactFromPayload({
    ...payload,
    email: payload.email ?? payload.to,
    phone: payload.phone ?? payload.to,
  });
  const contactId = whose.keys.length > 0 ? await findContact(pool(), workspaceId, whose.keys) : null;
  const [actorType, actorId, actorName] = actorColumns(cause);
  const { rows } = await pool().query<{ fresh: boolean; known: string | null }>({
    ...OPEN_SQL,
    values: [
      id,
      workspaceId,
      key === undefined ? [] : [key],
      new Date(at.getTime() + DAY_MS),
      at,
      input.externalExecutionId ?? null,
      cause.runId ?? (isUuid(belongsTo) ? belongsTo : null),
      cause.depth ?? null,
      input.actionType,
      whose.subject,
      contactId,
      cause.mode ?? null,
      Math.floor(Math.random() * 16),
      input.pluginId ?? null,
      body,
      actorType,
      actorId,
      actorName,
    ],
  });
  const row = rows[0];
  if (row?.fresh) return { id, fresh: true };
  if (row?.known) return { id: row.known, fresh: false };
  throw new AppError("conflict", "The same request is being handled right now. Send it again in a moment.");
}

/** The run, what it was asked and the key of the request: one statement, or nothing of it when the key was seen before. */
const OPEN_SQL = {
  name: "open-direct-run",
  text: `
with dedupe as (
  insert into dedupe_keys (workspace_id, scope, key, target_id, expires_at)
  select $2, 'direct', key, $1, $4 from unnest($3::text[]) as key
  on conflict (workspace_id, scope, key) do update set target_id = excluded.target_id, expires_at = excluded.expires_at
    where dedupe_keys.expires_at < $5
  returning key
), fresh as (
  select (select count(*) from dedupe) = cardinality($3::text[]) as ok
), cause as (
  select id, depth, mode from flow_executions where workspace_id = $2 and id = $7::uuid
), run as (
  insert into flow_executions (id, workspace_id, trigger_event_type, subject, contact_id, status, mode, origin, parent_run_id, depth, wake_at,
    quota_shard, started_at, created_at)
  select $1, $2, $9, $10, $11::uuid, 'queued', coalesce($12::"RunMode", cause.mode, 'live'), 'direct', cause.id, coalesce($8::int, cause.depth, 0), $5,
    $13, $5, $5
  from fresh left join cause on true where ok
  returning id
), request as (
  insert into direct_requests (run_id, workspace_id, action_type, plugin_ref, payload, caller_execution_id, actor_type, actor_id, actor_name, created_at)
  select run.id, $2, $9, $14, $15::jsonb, $6, $16, $17, $18, $5 from run
)
select ok as fresh,
  (select target_id::text from dedupe_keys where workspace_id = $2 and scope = 'direct' and key = any($3::text[])) as known
from fresh`,
};

type Row = {
  status: string;
  reason: string | null;
  step: string | null;
  result: unknown;
  error: StepError | null;
  wake_at: Date | null;
};

async function outcome(workspaceId: WorkspaceId, runId: string, repeated: boolean): Promise<DirectResult> {
  const { rows } = await pool().query<Row>(
    `select r.status::text, r.reason, s.status::text as step, coalesce(s.result, p.body) as result, s.error, r.wake_at
     from flow_executions r
     left join automation_event_log s on s.run_id = r.id and s.step_id = $3 and s.iteration_path = ''
     left join payloads p on p.id = s.output_id
     where r.workspace_id = $1 and r.id = $2`,
    [workspaceId, runId, DIRECT_STEP],
  );
  const row = rows[0];
  if (!row) throw new AppError("not_found", "There is no such run");
  if (row.step === "succeeded") return { ok: true, runId, data: row.result ?? {}, pending: false };
  if (row.error && row.status !== "waiting") return { ok: false, runId, error: row.error };
  if (row.status === "waiting") return { ok: true, runId, pending: true, data: pendingData(runId, row) };
  if (row.status === "held" && !repeated) {
    await cancelRun(workspaceId, runId);
    return stopped(runId, "The workspace is stopped, so nothing was done. Start it again under Settings.");
  }
  if (row.status === "queued" || row.status === "running")
    throw new AppError("conflict", "The same request is being handled right now. Send it again in a moment.");
  return stopped(runId, "The run was cancelled before the action was done.");
}

const stopped = (runId: string, message: string): DirectResult => ({
  ok: false,
  runId,
  error: { code: "cancelled", message, retryable: false },
});

function pendingData(runId: string, row: Row): Record<string, unknown> {
  const known = typeof row.result === "object" && row.result !== null ? row.result : {};
  return { status: "waiting", ...known, run_id: runId, until: row.wake_at?.toISOString() ?? null };
}

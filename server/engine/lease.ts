import { now } from "../db/clock";
import { isProcessAlive, processKey } from "../db/liveness";
import { pool } from "../db/pool";
import type { StepError } from "../domain/errors";
import type { RunOrigin, RunStatus, StepStatus } from "../domain/run";
import type { WorkspaceId } from "../domain/workspace";

/** Renewed by every record and every third of it; a process that hangs longer loses the run. */
export const LEASE_MS = 30_000;

export type StoredStep = {
  step_id: string;
  path: string;
  status: StepStatus;
  attempt: number;
  outlet: string | null;
  effect: string;
  output: unknown;
  error: StepError | null;
  wake_at: string | null;
  reserved: number;
  quota_period: string | null;
  started_at: string;
  run_seq: number;
};

export type LeasedRun = {
  id: string;
  workspaceId: WorkspaceId;
  flowId: string | null;
  versionId: string | null;
  eventId: string | null;
  contactId: string | null;
  subject: string | null;
  mode: "live" | "test";
  origin: RunOrigin;
  depth: number;
  /** Set when a sub_flow step of the parent waits for the run. */
  parentStepId: string | null;
  parentRunId: string | null;
  status: RunStatus;
  shard: number;
  doorbell: number;
  tokens: number;
  started: boolean;
  handledErrors: number;
  halted: boolean;
  /** How many runs of the flow may be under way; null: any number. Asked only then: whether this one has its place. */
  runLimit: number | null;
  placed: boolean;
  /** How many runs of the flow may begin within an hour; null: any number. */
  runsPerHour: number | null;
  leaseOwner: string;
  steps: StoredStep[];
  payload: Record<string, unknown>;
  eventType: string;
};

export type Lease = { run: LeasedRun } | { over: true } | { busyUntil: Date };

/** A StoredStep, of s (automation_event_log) and p (its output in payloads). */
export const STORED_STEP = `json_build_object('step_id', s.step_id, 'path', s.iteration_path, 'status', s.status, 'attempt', s.attempt,
  'outlet', s.outlet, 'effect', s.effect, 'output', coalesce(s.result, p.body), 'error', s.error, 'wake_at', s.wake_at, 'reserved', s.reserved,
  'quota_period', s.quota_period, 'started_at', s.started_at, 'run_seq', s.run_seq)`;

/** Those outside of loops: of the others, readLoops reads what a turn needs. */
const STEPS = `(select json_agg(${STORED_STEP} order by s.run_seq)
  from automation_event_log s left join payloads p on p.id = s.output_id where s.run_id = $1 and s.iteration_path = '')`;

/**
 * Its commit does not wait for the disk: what the turn does is written by records, and their commits flush this one too.
 * A database that dies in between has forgotten the lease; then the first record is refused, and the run driven again.
 */
const LEASE_SQL = {
  name: "lease",
  text: `
with run as (
  update flow_executions r set lease_owner = $3, lease_until = $4::timestamptz,
    status = case when r.status in ('queued', 'waiting', 'held') then 'running'::"RunStatus" else r.status end
  where r.id = $1 and r.generation = $2 and r.status in ('queued', 'running', 'waiting', 'held')
    and (r.lease_owner is null or r.lease_until < $5::timestamptz or r.lease_owner = $6)
  returning r.*
)
select run.*, f.halted_at as flow_halted, w.halted_at as workspace_halted, f.cancel_before as flow_cancel, w.cancel_before as workspace_cancel,
  f.runs_per_hour, f.run_limit, case when f.run_limit is not null then exists (select 1 from flow_slots where run_id = run.id and placed) end as placed,
  e.payload as event_payload, e.payload_id, (select body from payloads where id = e.payload_id) as event_body,
  (select run_seq from flow_executions where id = $1) as seen_seq, ${STEPS} as steps, set_config('synchronous_commit', 'off', true)
from run join workspaces w on w.id = run.workspace_id
  left join automation_flows f on f.workspace_id = run.workspace_id and f.id = run.flow_id
  left join events e on e.workspace_id = run.workspace_id and e.id = run.event_id`,
};

type LeaseRow = {
  id: string;
  workspace_id: WorkspaceId;
  flow_id: string | null;
  version_id: string | null;
  event_id: string | null;
  contact_id: string | null;
  subject: string | null;
  mode: "live" | "test";
  origin: RunOrigin;
  depth: number;
  parent_step_id: string | null;
  parent_run_id: string | null;
  status: RunStatus;
  quota_shard: number;
  doorbell: number;
  tokens: number;
  started_at: Date | null;
  handled_errors: number;
  run_seq: number;
  seen_seq: number;
  trigger_event_type: string;
  flow_halted: Date | null;
  workspace_halted: Date | null;
  flow_cancel: string | null;
  workspace_cancel: string | null;
  runs_per_hour: number | null;
  run_limit: number | null;
  placed: boolean | null;
  event_payload: Record<string, unknown> | null;
  event_body: Record<string, unknown> | null;
  steps: StoredStep[] | null;
};

declare global {
  var batonTurns: Set<string> | undefined;
}

/** Leases of the turns that this process is taking. */
const turns = (): Set<string> => {
  globalThis.batonTurns ??= new Set();
  return globalThis.batonTurns;
};

/** The turn is over, however it ended: should its lease still stand in the database, it is nobody's. */
export const endTurn = (leaseOwner: string): void => void turns().delete(leaseOwner);

let leases = 0;

/** Takes the run for this call, which ends with `endTurn`. `over`: nothing is left to do for this generation. */
export async function takeLease(runId: string, generation: number): Promise<Lease> {
  const leaseOwner = `${await processKey()}:${++leases}`;
  turns().add(leaseOwner);
  let taken = false;
  try {
    const lease = await attempt(runId, generation, leaseOwner, null);
    taken = "run" in lease;
    return lease;
  } finally {
    if (!taken) endTurn(leaseOwner);
  }
}

async function attempt(
  runId: string,
  generation: number,
  leaseOwner: string,
  dead: string | null,
): Promise<Lease> {
  const at = now();
  const { rows } = await pool().query<LeaseRow>({
    ...LEASE_SQL,
    values: [runId, generation, leaseOwner, new Date(at.getTime() + LEASE_MS), at, dead],
  });
  const row = rows[0];
  if (!row) return whyNot(runId, generation, leaseOwner, dead);
  // The run moved while we waited for its row: the steps we read are older than the row we hold.
  if (row.run_seq !== row.seen_seq)
    row.steps =
      (await pool().query<{ steps: StoredStep[] | null }>(`select ${STEPS} as steps`, [runId])).rows[0]
        ?.steps ?? [];
  const cancelled = [row.flow_cancel, row.workspace_cancel].some(
    (before) => before !== null && row.id <= before,
  );
  return {
    run: {
      id: row.id,
      workspaceId: row.workspace_id,
      flowId: row.flow_id,
      versionId: row.version_id,
      eventId: row.event_id,
      contactId: row.contact_id,
      subject: row.subject,
      mode: row.mode,
      origin: row.origin,
      depth: row.depth,
      parentStepId: row.parent_step_id,
      parentRunId: row.parent_run_id,
      status: row.status,
      shard: row.quota_shard,
      doorbell: row.doorbell,
      tokens: row.tokens,
      started: row.started_at !== null,
      handledErrors: row.handled_errors,
      halted: Boolean(row.flow_halted ?? row.workspace_halted) || cancelled,
      runLimit: row.run_limit,
      placed: row.placed ?? false,
      runsPerHour: row.runs_per_hour,
      leaseOwner,
      steps: row.steps ?? [],
      payload: row.event_payload ?? row.event_body ?? {},
      eventType: row.trigger_event_type,
    },
  };
}

/** Over, or in the hands of somebody else: of a living one we wait for, of a dead one we take it. */
async function whyNot(
  runId: string,
  generation: number,
  leaseOwner: string,
  dead: string | null,
): Promise<Lease> {
  const { rows } = await pool().query<{
    generation: number;
    status: RunStatus;
    lease_owner: string | null;
    lease_until: Date | null;
  }>("select generation, status, lease_owner, lease_until from flow_executions where id = $1", [runId]);
  const row = rows[0];
  if (!row || row.generation !== generation || !["queued", "running", "waiting", "held"].includes(row.status))
    return { over: true };
  if (!row.lease_owner || !row.lease_until || row.lease_until <= now())
    return attempt(runId, generation, leaseOwner, row.lease_owner);
  if (row.lease_owner !== dead && (await isNobodys(row.lease_owner)))
    return attempt(runId, generation, leaseOwner, row.lease_owner);
  return { busyUntil: row.lease_until };
}

/** Of a dead process, or of a turn of ours that could not give it back because the database was away. */
async function isNobodys(leaseOwner: string): Promise<boolean> {
  const process = Number(leaseOwner.split(":")[0]);
  if (process === (await processKey())) return !turns().has(leaseOwner);
  return !(await isProcessAlive(process));
}

/** Keeps the lease while a long call is under way. False: it is lost. */
export async function renewLease(runId: string, generation: number, leaseOwner: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    "update flow_executions set lease_until = $4 where id = $1 and generation = $2 and lease_owner = $3",
    [runId, generation, leaseOwner, new Date(now().getTime() + LEASE_MS)],
  );
  return rowCount === 1;
}

/** After an error of ours: lets the next attempt start at once. */
export async function dropLease(runId: string, leaseOwner: string): Promise<void> {
  await pool().query(
    "update flow_executions set lease_owner = null, lease_until = null, wake_at = $3 where id = $1 and lease_owner = $2",
    [runId, leaseOwner, now()],
  );
}

/**
 * The only writer of StepRun and UsageRecord: together, in one prepared statement, with the quota they move and the
 * run's own state. Conditional on the run's generation and lease: what a stale process writes is refused whole.
 */
import { newId } from "../db/id";
import { toJson } from "../db/json";
import { pool, type Tx } from "../db/pool";
import type { StepError } from "../domain/errors";
import type { RunStatus, StepStatus } from "../domain/run";
import { INLINE_BYTES } from "./accept-statement";
import type { FrameRow } from "./frame";
import { gatherTokens } from "./quota";
import { RECORD_LOOPS_SQL, RECORD_SQL } from "./record-statement";
import { recordTransaction } from "./record-transaction";
import type { WorkspaceFacts } from "./workspace-facts";

export type StepRow = {
  stepId: string;
  path: string;
  status: StepStatus;
  stepType: string;
  actionType?: string | null;
  effect?: string;
  attempt: number;
  outlet?: string | null;
  input?: unknown;
  output?: unknown;
  /** The output as JSON, where it was made already. */
  outputJson?: string;
  error?: StepError | null;
  wakeAt?: Date | null;
  /** Milli-tokens reserved for the step after this write, and where. */
  reserved?: number;
  quotaPeriod?: string | null;
  tokens?: number;
  tokenNote?: string | null;
  startedAt: Date;
  finishedAt?: Date | null;
  /** This attempt ended; kept in the list of attempts. */
  attemptEnded?: boolean;
};

export type UsageRow = {
  key: string;
  kind: string;
  amount: number;
  cost: number;
  stepId: string;
  /** Quota period it counts in: the one its reservation was made in. */
  period: string;
  metadata: Record<string, unknown>;
};

/** What changes in the run's shard of one period, milli-tokens. */
export type QuotaMove = { period: string; reserved: number; used: number };

export type RunPatch = {
  status?: RunStatus;
  reason?: string | null;
  /** undefined leaves it. */
  wakeAt?: Date | null;
  /** Gives the lease back. */
  release?: boolean;
  seenDoorbell?: number;
  handledErrors?: number;
  failedStepId?: string | null;
  errorMessage?: string | null;
};

export type WaitRow = {
  id: string;
  stepId: string;
  path: string;
  kind: string;
  eventTypes: string[];
  subject: string | null;
  match: unknown;
  opensAt: Date;
  expiresAt: Date | null;
  afterEventId: string | null;
};

/** A run of another flow that starts with the record of the step that waits for it. */
export type ChildStart = { stepId: string; path: string; flowId: string; payload: Record<string, unknown> };

export type RecordInput = {
  runId: string;
  flowId: string | null;
  generation: number;
  leaseOwner: string;
  leaseUntil: Date;
  at: Date;
  steps: StepRow[];
  usage: UsageRow[];
  waits: WaitRow[];
  /** Started by recordFamily, in the record's transaction. */
  children?: ChildStart[];
  frames: readonly FrameRow[];
  shard: number;
  quota: QuotaMove[];
  /** The shard gets what it lacks of this workspace's last tokens, in the record's transaction. */
  gathers?: WorkspaceFacts | undefined;
  patch: RunPatch;
};

export type Recorded =
  | { ok: true; status: RunStatus; doorbell: number; halted: boolean }
  /** stale: another process has the run. quota: the shard cannot pay; nothing was written. */
  | { ok: false; why: "stale" | "quota" };

export async function record(input: RecordInput, tx?: Tx): Promise<Recorded> {
  if (tx) return recordWithin(tx, input);
  // At the turn of a period two shards move: if one cannot pay, the other must not move either.
  if (input.gathers || input.quota.length > 1) return recordTransaction((own) => recordWithin(own, input));
  return recordOnce(input, pool());
}

async function recordWithin(tx: Tx, input: RecordInput): Promise<Recorded> {
  if (input.gathers) {
    // The run's row before those of the quota: so does everybody else.
    const { rowCount } = await tx.query(
      "select from flow_executions where id = $1::uuid and generation = $2::int and lease_owner = $3 for update",
      [input.runId, input.generation, input.leaseOwner],
    );
    if (rowCount === 0) return { ok: false, why: "stale" };
    if (!(await gatherTokens(tx, input.gathers, input.shard, needOf(input.quota))))
      return { ok: false, why: "quota" };
  }
  return recordOnce(input, tx);
}

/** What its shard must have free for a record to be paid. */
export const needOf = (quota: readonly QuotaMove[]): number =>
  Math.max(0, ...quota.map(({ reserved, used }) => reserved + used));

async function recordOnce(input: RecordInput, tx: Tx): Promise<Recorded> {
  const { rows } = await tx.query<{
    fenced: boolean;
    paid: boolean;
    status: RunStatus;
    doorbell: number;
    halted: boolean;
  }>(
    input.frames.length === 0
      ? { ...RECORD_SQL, values: recordValues(input) }
      : { ...RECORD_LOOPS_SQL, values: [...recordValues(input), framesJson(input.frames)] },
  );
  const row = rows[0];
  if (!row?.fenced) return { ok: false, why: "stale" };
  if (!row.paid) return { ok: false, why: "quota" };
  return { ok: true, status: row.status, doorbell: row.doorbell, halted: row.halted };
}

function recordValues(input: RecordInput): unknown[] {
  const { patch, quota } = input;
  const bodies: { id: string; body: string }[] = [];
  const steps = input.steps.map((step, index) => stepColumns(step, index + 1, bodies));
  return [
    input.runId,
    input.generation,
    input.leaseOwner,
    input.at,
    `[${steps.join(",")}]`,
    input.usage.length > 0 ? toJson(input.usage) : "[]",
    input.waits.length > 0 ? toJson(input.waits) : "[]",
    bodies.map((body) => body.id),
    bodies.map((body) => body.body),
    input.shard,
    quota.map((move) => move.period),
    quota.map((move) => move.reserved),
    quota.map((move) => move.used),
    patch.status ?? null,
    patch.reason !== undefined,
    patch.reason ?? null,
    patch.wakeAt !== undefined,
    patch.wakeAt ?? null,
    patch.release ?? false,
    input.leaseUntil,
    patch.seenDoorbell ?? null,
    patch.handledErrors ?? null,
    patch.failedStepId ?? null,
    patch.errorMessage ?? null,
    input.usage.reduce((sum, usage) => sum + usage.amount, 0),
    input.steps.length + 1,
    input.flowId,
  ];
}

function framesJson(rows: readonly FrameRow[]): string {
  const columns = rows.map(({ frame, itemsJson, gone }) => {
    const { stepId, path, total, next, succeeded, failed, open, handledErrors = 0, failures } = frame;
    const json = toJson({
      ...{ step_id: stepId, path, total, next, succeeded, failed, open, failures, gone },
      handled_errors: handledErrors,
    });
    return itemsJson === undefined ? json : `${json.slice(0, -1)},"items":${itemsJson}}`;
  });
  return `[${columns.join(",")}]`;
}

/** One step as the JSON object that the statement unpacks; large values go to `payloads`. */
function stepColumns(step: StepRow, place: number, bodies: { id: string; body: string }[]): string {
  const input = value(step.input, undefined, bodies);
  const output = value(step.output, step.outputJson, bodies);
  const columns = toJson({
    step_id: step.stepId,
    path: step.path,
    status: step.status,
    step_type: step.stepType,
    action_type: step.actionType ?? null,
    effect: step.effect ?? "none",
    attempt: step.attempt,
    outlet: step.outlet ?? null,
    error: step.error ?? null,
    wake_at: step.wakeAt ?? null,
    reserved: step.reserved ?? 0,
    quota_period: step.quotaPeriod ?? null,
    tokens: step.tokens ?? 0,
    token_note: step.tokenNote ?? null,
    started_at: step.startedAt,
    finished_at: step.finishedAt ?? null,
    attempt_ended: step.attemptEnded ?? false,
    input_id: input.id,
    output_id: output.id,
    place,
  });
  return `${columns.slice(0, -1)},"input":${input.text},"output":${output.text}}`;
}

function value(
  data: unknown,
  json: string | undefined,
  bodies: { id: string; body: string }[],
): { text: string; id: string | null } {
  if (data === undefined) return { text: "null", id: null };
  const text = json ?? toJson(data);
  if (text.length <= INLINE_BYTES) return { text, id: null };
  const id = newId();
  bodies.push({ id, body: text });
  return { text: "null", id };
}

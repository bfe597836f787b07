import type pg from "pg";
import { newId } from "@/server/db/id";
import type { Tx } from "@/server/db/pool";
import { type RecordInput, record } from "@/server/engine/record";

/** A run that the bench holds itself: leased for an hour, so that no worker takes it. */
export type HeldRun = { id: string; shard: number; steps: number };
export type PaidWorkspace = { id: string; period: string };

const OWNER = "bench";
const PRICE = 1_000;
const EACH_SHARD = 1_000_000_000_000;

/** A workspace whose sixteen shards never run dry. */
export async function addPaidWorkspace(db: pg.Client, name: string): Promise<PaidWorkspace> {
  const id = newId();
  const period = new Date().toISOString().slice(0, 10);
  await db.query(
    `insert into workspaces (id, slug, name, plan, aliases, billing_anchor) values ($1, $2, $3, 'enterprise', '{}', now())`,
    [id, `bench-${id}`, name],
  );
  await db.query(
    `insert into quota_accounts (workspace_id, period, "limit", granted, starts_at, ends_at) values ($1, $2, $3, $3, now(), now() + interval '1 month')`,
    [id, period, 16 * EACH_SHARD],
  );
  await db.query(
    "insert into quota_shards (workspace_id, period, shard, granted) select $1, $2, shard, $3 from generate_series(0, 15) shard",
    [id, period, EACH_SHARD],
  );
  return { id, period };
}

/** Runs spread over the first `shards` shards. */
export async function holdRuns(
  db: pg.Client,
  workspace: PaidWorkspace,
  { count, shards }: { count: number; shards: number },
): Promise<HeldRun[]> {
  const runs = Array.from({ length: count }, (_, number) => ({
    id: newId(),
    shard: number % shards,
    steps: 0,
  }));
  await db.query(
    `insert into flow_executions (id, workspace_id, trigger_event_type, status, origin, generation, lease_owner, lease_until, quota_shard, created_at)
     select id, $1, 'bench.held', 'running', 'direct', 1, $2, now() + interval '1 hour', shard, now() from unnest($3::uuid[], $4::int[]) run(id, shard)`,
    [workspace.id, OWNER, runs.map(({ id }) => id), runs.map(({ shard }) => shard)],
  );
  return runs;
}

/** They are over, so that nobody looks after them. */
export async function endRuns(db: pg.Client, workspace: PaidWorkspace): Promise<void> {
  await db.query(
    "update flow_executions set status = 'completed', lease_owner = null, lease_until = null where workspace_id = $1",
    [workspace.id],
  );
}

/**
 * A step of a message as the engine writes it: its intent, then its record. A priced one reserves with the first and is
 * charged with the second; nothing else differs. How long each took, in ms.
 */
export async function writeStep(
  db: Tx,
  workspace: PaidWorkspace,
  run: HeldRun,
  priced: boolean,
): Promise<{ intent: number; record: number }> {
  const at = new Date();
  const stepId = `step_${++run.steps}`;
  const step = { stepId, path: "", stepType: "action", actionType: "send_sms", effect: "once", attempt: 1 };
  const { period } = workspace;
  const leased = {
    ...{ runId: run.id, flowId: null, generation: 1, leaseOwner: OWNER, at, shard: run.shard },
    leaseUntil: new Date(at.getTime() + 3_600_000),
    ...{ waits: [], frames: [], patch: {} },
  };
  const input = {
    to: "+4930000042",
    message: "Hello Maria, thank you for your order of 120. Shall we call you about it?",
  };
  const begun = performance.now();
  await written(db, {
    ...leased,
    steps: [
      {
        ...step,
        status: "running",
        input,
        startedAt: at,
        ...(priced && { reserved: PRICE, quotaPeriod: period }),
      },
    ],
    usage: [],
    quota: priced ? [{ period, reserved: PRICE, used: 0 }] : [],
  });
  const between = performance.now();
  const charge = {
    ...{ key: `run:${run.id}:step:${stepId}:iter::sms_sent`, kind: "sms_sent", amount: PRICE, cost: 20_000 },
    ...{ stepId, period, metadata: { to: input.to } },
  };
  const output = { messageId: run.id, status: "queued" };
  const ended = { finishedAt: at, attemptEnded: true, ...(priced && { tokens: PRICE, quotaPeriod: period }) };
  await written(db, {
    ...leased,
    steps: [{ ...step, status: "succeeded", output, startedAt: at, ...ended }],
    usage: priced ? [charge] : [],
    quota: priced ? [{ period, reserved: -PRICE, used: PRICE }] : [],
  });
  return { intent: between - begun, record: performance.now() - between };
}

async function written(db: Tx, input: RecordInput): Promise<void> {
  const recorded = await record(input, db);
  if (!recorded.ok) throw new Error(`A step could not be written: ${recorded.why}`);
}

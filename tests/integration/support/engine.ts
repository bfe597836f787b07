/** Workspaces, published flows and a driver for tests of the engine: real database, real advance, no transport. */
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import { defaultSendingRules } from "@/server/domain/sending-rules";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { type Accepted, acceptEvent } from "@/server/engine/accept-event";
import { advance } from "@/server/engine/advance";
import { setAnnouncer } from "@/server/engine/announce";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";

export type PlanName = "trial" | "starter" | "professional" | "enterprise";

export async function makeWorkspace(plan: PlanName = "professional"): Promise<WorkspaceId> {
  const id = newId();
  await pool().query(
    `insert into workspaces (id, slug, name, plan, aliases, billing_anchor) values ($1, $2, 'Test', $3::"PlanKey", '{}', '2026-01-01')`,
    [id, `w-${id}`, plan],
  );
  await sendAnytime(id);
  return mintWorkspaceId(id);
}

/** Its messages leave at any time of day; and these numbers are its own people's. Tests of the gate change it back. */
export async function sendAnytime(workspaceId: string): Promise<void> {
  const rules = {
    quiet_hours: { ...defaultSendingRules.quiet_hours, channels: [] },
    team_addresses: ["+14155550100", "+14155550101", "+14155550102", "+14155550103", "+14155550123"],
  };
  await pool().query("insert into sending_rules (workspace_id, rules, updated_at) values ($1, $2, now())", [
    workspaceId,
    rules,
  ]);
}

/** Publishes a document of either seed form and turns it on. */
export async function publish(
  workspaceId: WorkspaceId,
  document: Record<string, unknown>,
): Promise<{ flowId: string; versionId: string }> {
  const imported = importFlow(document);
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems));
  const { definition, name, externalId } = imported.flow;
  const flowId = newId();
  const versionId = newId();
  await inTransaction(async (tx) => {
    const json = JSON.stringify(definition);
    await tx.query(
      `insert into automation_flows (id, workspace_id, external_id, name, status, draft, updated_at) values ($1, $2, $3, $4, 'active', $5, now())`,
      [flowId, workspaceId, externalId, name, json],
    );
    await tx.query(
      "insert into flow_versions (id, workspace_id, flow_id, number, definition) values ($1, $2, $3, 1, $4)",
      [versionId, workspaceId, flowId, json],
    );
    await tx.query("update automation_flows set active_version_id = $2 where id = $1", [flowId, versionId]);
    await syncFlowTriggers(tx, { workspaceId, flowId, versionId, definition });
  });
  return { flowId, versionId };
}

export function send(
  workspaceId: WorkspaceId,
  type: string,
  payload: Record<string, unknown>,
  more: Partial<Parameters<typeof acceptEvent>[0]> = {},
): Promise<Accepted> {
  return acceptEvent({ workspaceId, type, payload, source: "api", ...more });
}

/** Takes turns with one run until it is over, or would have to be waited for longer than `patienceMs` in all. */
export async function drive(runId: string, patienceMs = 5_000): Promise<void> {
  setAnnouncer(async () => {});
  let patience = patienceMs;
  for (;;) {
    const { rows } = await pool().query<{ generation: number }>(
      "select generation from flow_executions where id = $1",
      [runId],
    );
    const turn = await advance({ runId, generation: rows[0]?.generation ?? 0 });
    if ("done" in turn) return;
    if ("more" in turn) continue;
    const wake = turn.wakeAt ? Date.parse(turn.wakeAt) : Number.POSITIVE_INFINITY;
    // What the turns themselves take is no waiting: on a slow machine they take longer.
    const wait = Math.max(0, wake - Date.now());
    if (wait > patience) return;
    patience -= wait;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

export type RunRow = {
  status: string;
  reason: string | null;
  handled_errors: number;
  error_message: string | null;
  tokens: number;
  failed_step_id: string | null;
  lease_owner: string | null;
  wake_at: Date | null;
  generation: number;
  completed_at: Date | null;
};
export type StepRowRead = {
  step_id: string;
  status: string;
  outlet: string | null;
  attempt: number;
  result: unknown;
  payload: unknown;
  error: { code: string; message: string } | null;
  tokens: number;
  token_note: string | null;
  reserved: number;
};

export async function readRun(runId: string): Promise<RunRow & { steps: Record<string, StepRowRead> }> {
  const run = await pool().query<RunRow>("select * from flow_executions where id = $1", [runId]);
  const steps = await pool().query<StepRowRead>(
    "select * from automation_event_log where run_id = $1 order by run_seq",
    [runId],
  );
  const row = run.rows[0];
  if (!row) throw new Error(`no run ${runId}`);
  return { ...row, steps: Object.fromEntries(steps.rows.map((step) => [step.step_id, step])) };
}

export async function usageOf(
  workspaceId: WorkspaceId,
): Promise<{ key: string; kind: string; amount: number; metadata: Record<string, unknown> }[]> {
  const { rows } = await pool().query<{
    key: string;
    kind: string;
    amount: string;
    metadata: Record<string, unknown>;
  }>("select * from usage_records where workspace_id = $1 order by key", [workspaceId]);
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
}

export async function quotaOf(
  workspaceId: WorkspaceId,
): Promise<{ granted: number; used: number; reserved: number }> {
  const { rows } = await pool().query(
    "select coalesce(sum(granted), 0) as granted, coalesce(sum(used), 0) as used, coalesce(sum(reserved), 0) as reserved from quota_shards where workspace_id = $1",
    [workspaceId],
  );
  return {
    granted: Number(rows[0]?.granted),
    used: Number(rows[0]?.used),
    reserved: Number(rows[0]?.reserved),
  };
}

/** Takes turns with every run of the workspace that something can be done about, until there is none. */
export async function driveAll(workspaceId: WorkspaceId, patienceMs = 5_000): Promise<void> {
  for (;;) {
    const { rows } = await pool().query<{ id: string }>(
      `select id from flow_executions where workspace_id = $1 and status in ('queued', 'running', 'waiting', 'held')
         and (status = 'queued' or doorbell > seen_doorbell or wake_at <= now() + make_interval(secs => $2)) order by id`,
      [workspaceId, patienceMs / 1000],
    );
    if (rows.length === 0) return;
    await Promise.all(rows.map(({ id }) => drive(id, patienceMs)));
  }
}

export type RunListed = {
  id: string;
  flow_id: string;
  status: string;
  reason: string | null;
  depth: number;
  mode: string;
  parent_run_id: string | null;
  contact_id: string | null;
};

/** The runs of a workspace, in order. */
export async function runsOf(workspaceId: WorkspaceId): Promise<RunListed[]> {
  const { rows } = await pool().query<RunListed>(
    "select * from flow_executions where workspace_id = $1 order by id",
    [workspaceId],
  );
  return rows;
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import { advance } from "@/server/engine/advance";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { completeEnvironment } from "@/server/env";
import { startCountingServer } from "../../chaos/counting-server";
import {
  drive,
  driveAll,
  makeWorkspace,
  publish,
  quotaOf,
  readRun,
  runsOf,
  send,
  usageOf,
} from "../support/engine";

type Sink = Awaited<ReturnType<typeof startCountingServer>>;
let sink: Sink;
let answer: () => { status: number; delayMs?: number } = () => ({ status: 200 });
beforeAll(async () => {
  sink = await startCountingServer(() => answer());
  completeEnvironment({ BATON_HTTP_ALLOW: sink.origin });
});
afterAll(() => sink.stop());

const document = (
  steps: Record<string, unknown>[],
  exits: unknown = [{ event_types: ["order.created"] }],
) => ({
  name: "Cart",
  trigger: { type: "event", event_types: ["cart.abandoned"] },
  steps,
  settings: { exit_conditions: exits },
});
const nap = { id: "nap", type: "delay", for: { value: 1, unit: "hours" } };
const sms = {
  id: "sms",
  type: "action",
  action_type: "send_sms",
  config: { to: "+14155550123", message: "Hi" },
};
const ann = { email: "ann@example.com" };
type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;

async function abandoned(workspace: Workspace, payload: Record<string, unknown> = ann): Promise<string> {
  const runId = (await send(workspace, "cart.abandoned", payload)).runs[0]?.id ?? "";
  await drive(runId, 0);
  return runId;
}

describe("exit conditions", () => {
  it("end the contact's runs as completed, and say which event did", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document([nap, sms]));
    const [own, other, nobody] = [
      await abandoned(workspace),
      await abandoned(workspace, { email: "bob@example.com" }),
      await abandoned(workspace, {}),
    ];
    await send(workspace, "order_created", ann);
    const run = await readRun(own);
    expect(run).toMatchObject({
      status: "completed",
      reason: "exited: order.created",
      wake_at: expect.anything(),
    });
    expect(run.completed_at).not.toBeNull();
    expect(run.steps.nap).toMatchObject({ status: "cancelled" });
    expect((await readRun(other)).status).toBe("waiting");
    expect((await readRun(nobody)).status).toBe("waiting");
    expect(await advance({ runId: own, generation: 0 })).toMatchObject({ done: true });
  });

  it("look at the filter, and end waits for events too", async () => {
    const workspace = await makeWorkspace();
    await publish(
      workspace,
      document(
        [
          {
            id: "wait",
            type: "wait_for_event",
            event_types: ["email.opened"],
            timeout: { value: 1, unit: "days" },
          },
        ],
        [{ event_types: ["order.created"], filter: { field: "total", operator: "gt", value: 10 } }],
      ),
    );
    const runId = await abandoned(workspace);
    await send(workspace, "order.created", { ...ann, total: 5 });
    expect((await readRun(runId)).status).toBe("waiting");
    await send(workspace, "order.created", { ...ann, total: 50 });
    expect((await readRun(runId)).status).toBe("completed");
    const open = await pool().query("select 1 from waits where run_id = $1 and closed_at is null", [runId]);
    expect(open.rows).toEqual([]);
  });

  it("find the contact by any of its keys", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document([nap]));
    await send(workspace, "contact.seen", { ...ann, phone: "+14155550123" });
    const runId = await abandoned(workspace);
    await send(workspace, "order.created", { phone: "+14155550123" });
    expect((await readRun(runId)).status).toBe("completed");
  });

  it("are those of the version that a run follows", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document([nap]));
    const runId = await abandoned(workspace);
    // The new version has none, then the flow is switched off.
    const imported = importFlow(document([nap], []));
    if (!imported.ok) throw new Error("no flow");
    const { definition } = imported.flow;
    const { rows } = await pool().query<{ id: string }>(
      "insert into flow_versions (id, workspace_id, flow_id, number, definition) values (gen_random_uuid(), $1, $2, 2, $3) returning id",
      [workspace, flowId, JSON.stringify(definition)],
    );
    const versionId = rows[0]?.id ?? "";
    await pool().query("update automation_flows set active_version_id = $2 where id = $1", [
      flowId,
      versionId,
    ]);
    await syncFlowTriggers(pool(), { workspaceId: workspace, flowId, versionId, definition });
    const later = await abandoned(workspace, { email: "bob@example.com" });
    await syncFlowTriggers(pool(), { workspaceId: workspace, flowId, none: true });
    await send(workspace, "order.created", ann);
    await send(workspace, "order.created", { email: "bob@example.com" });
    expect((await readRun(runId)).status).toBe("completed");
    expect((await readRun(later)).status).toBe("waiting");
    // Nobody follows the old version any more: its rows go with the next change.
    await syncFlowTriggers(pool(), { workspaceId: workspace, flowId, versionId, definition });
    expect(
      (await pool().query("select 1 from flow_triggers where flow_id = $1 and kind = 'exit'", [flowId])).rows,
    ).toEqual([]);
  });

  it("let a call in flight be recorded and metered, and begin nothing after it", async () => {
    const workspace = await makeWorkspace();
    const call = {
      id: "call",
      type: "action",
      action_type: "http_request",
      config: { method: "POST", url: `${sink.url}/in-flight`, receiver_honours_idempotency_key: true },
    };
    await publish(
      workspace,
      document([call, sms, { ...sms, id: "task", action_type: "create_task", config: { title: "x" } }]),
    );
    answer = () => ({ status: 200, delayMs: 400 });
    const runId = (await send(workspace, "cart.abandoned", ann)).runs[0]?.id ?? "";
    const turn = advance({ runId, generation: 0 });
    while (!sink.calls.some(({ path }) => path === "/in-flight"))
      await new Promise((resolve) => setTimeout(resolve, 10));
    await send(workspace, "order.created", ann);
    expect(await turn).toMatchObject({ done: true });
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed", reason: "exited: order.created", lease_owner: null });
    expect(run.steps.call).toMatchObject({ status: "succeeded" });
    expect(Object.keys(run.steps)).toEqual(["call"]);
    expect(await usageOf(workspace)).toHaveLength(1);
    expect(await quotaOf(workspace)).toMatchObject({ used: 500, reserved: 0 });
  });

  it("free what a step that was to be tried again had reserved", async () => {
    const workspace = await makeWorkspace();
    const message = { ...sms, type: "action", retry_delay: 3_600_000 };
    await publish(workspace, document([message]));
    const runId = await abandoned(workspace);
    const ended = await readRun(runId);
    expect(ended.status).toBe("completed");
    // As if its last attempt had failed a moment ago.
    await pool().query("update flow_executions set status = 'waiting', completed_at = null where id = $1", [
      runId,
    ]);
    await pool().query(
      `update automation_event_log set status = 'retrying', reserved = 7, quota_period = (select period from quota_shards where workspace_id = $2 and used > 0 limit 1)
       where run_id = $1`,
      [runId, workspace],
    );
    await pool().query(
      "update quota_shards s set reserved = 7 from flow_executions r where r.id = $1 and s.workspace_id = r.workspace_id and s.shard = r.quota_shard",
      [runId],
    );
    await send(workspace, "order.created", ann);
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: "completed", steps: { sms: { status: "cancelled", reserved: 0 } } });
    expect((await quotaOf(workspace)).reserved).toBe(0);
  });

  it("end no run that the event itself starts, and cancel sub-flows of those they end", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, { ...document([nap], []), id: "child", trigger: { type: "manual" } });
    await publish(workspace, {
      ...document([{ id: "call", type: "sub_flow", flow_id: "child" }]),
      trigger: { type: "event", event_types: ["order.created"] },
    });
    await send(workspace, "order.created", ann);
    await driveAll(workspace);
    expect((await runsOf(workspace)).map(({ status }) => status)).toEqual(["waiting", "waiting"]);
    await send(workspace, "order.created", ann);
    const runs = await runsOf(workspace);
    expect(runs.map(({ status }) => status).sort()).toEqual(["cancelled", "completed", "queued"]);
  });

  it("act once, also when two such events come at the same moment", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document([nap]));
    const ids = [];
    for (let n = 0; n < 5; n++) ids.push(await abandoned(workspace));
    await Promise.all(Array.from({ length: 8 }, () => send(workspace, "order.created", ann)));
    for (const id of ids) expect((await readRun(id)).status).toBe("completed");
  });
});

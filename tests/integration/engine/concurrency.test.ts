import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import { advance } from "@/server/engine/advance";
import { cancelRun } from "@/server/engine/control";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { sweepOnce } from "@/server/engine/watchdog";
import { drive, driveAll, makeWorkspace, publish, readRun, runsOf, send, usageOf } from "../support/engine";

const document = (concurrency: number | undefined, seconds: number, more: Record<string, unknown> = {}) => ({
  name: "One after the other",
  trigger: { type: "event", event_types: ["lead.created"] },
  steps: [
    { id: "nap", type: "delay", for: { value: seconds, unit: "seconds" } },
    { id: "note", type: "action", action_type: "log", config: { message: "done" } },
  ],
  settings: concurrency === undefined ? {} : { concurrency },
  ...more,
});
const HOUR = 3600;

async function start(workspace: Parameters<typeof send>[0], count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push((await send(workspace, "lead.created", { n })).runs[0]?.id ?? "");
  return ids;
}
const statuses = async (ids: string[]) =>
  (await Promise.all(ids.map(readRun))).map(({ status, reason }) => (status === "held" ? reason : status));

describe("concurrency", () => {
  it("holds runs before their first step, and lets them go on in order as places become free", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document(2, HOUR));
    const ids = await start(workspace, 5);
    for (const id of ids) await drive(id);
    expect(await statuses(ids)).toEqual(["waiting", "waiting", "concurrency", "concurrency", "concurrency"]);
    // What is held has not begun: no step, no charge.
    expect((await readRun(ids[2] ?? "")).steps).toEqual({});
    expect(await usageOf(workspace)).toHaveLength(2);

    await cancelRun(workspace, ids[1] ?? "");
    await sweepOnce();
    await driveAll(workspace);
    expect(await statuses(ids)).toEqual(["waiting", "cancelled", "waiting", "concurrency", "concurrency"]);
    // A run that is held may be cancelled too.
    await cancelRun(workspace, ids[3] ?? "");
    await cancelRun(workspace, ids[0] ?? "");
    await sweepOnce();
    await driveAll(workspace);
    expect(await statuses(ids)).toEqual(["cancelled", "cancelled", "waiting", "cancelled", "waiting"]);
  });

  it("gives a place on when its run completes or fails", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      ...document(1, 0),
      steps: [{ id: "no", type: "end", outcome: "failed", reason: "no" }],
    });
    const ids = await start(workspace, 4);
    await driveAll(workspace);
    expect(await statuses(ids)).toEqual(["failed", "failed", "failed", "failed"]);
    expect(
      (await pool().query("select 1 from flow_slots where workspace_id = $1", [workspace])).rows,
    ).toEqual([]);
  });

  it("is never exceeded, whoever takes turns at once", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document(3, 0.05));
    const ids = await start(workspace, 30);
    let most = 0;
    let watching = true;
    const watch = (async () => {
      while (watching) {
        const { rows } = await pool().query<{ count: string }>(
          `select count(*) from flow_executions where flow_id = $1 and started_at is not null and status in ('queued', 'running', 'waiting', 'held')`,
          [flowId],
        );
        most = Math.max(most, Number(rows[0]?.count));
      }
    })();
    await Promise.all([driveAll(workspace, 20_000), driveAll(workspace, 20_000)]);
    watching = false;
    await watch;
    expect(await statuses(ids)).toEqual(ids.map(() => "completed"));
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(3);
  });

  it("gives a place on though the process dies when the run has ended", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document(1, HOUR));
    const ids = await start(workspace, 2);
    await driveAll(workspace);
    // Ended, and nobody passed its place on.
    await pool().query("update flow_executions set status = 'completed' where id = $1", [ids[0]]);
    await sweepOnce();
    await driveAll(workspace);
    expect(await statuses(ids)).toEqual(["completed", "waiting"]);
  });

  it("acts on runs that are held when the limit changes", async () => {
    const workspace = await makeWorkspace();
    const { flowId, versionId } = await publish(workspace, document(undefined, HOUR));
    const before = await start(workspace, 2);
    await driveAll(workspace);
    const change = async (concurrency: number | undefined) => {
      const imported = importFlow(document(concurrency, HOUR));
      if (!imported.ok) throw new Error("no flow");
      const { definition } = imported.flow;
      await syncFlowTriggers(pool(), { workspaceId: workspace, flowId, versionId, definition });
      await sweepOnce();
      await driveAll(workspace);
    };
    await change(3);
    const ids = [...before, ...(await start(workspace, 3))];
    for (const id of ids) await drive(id);
    expect(await statuses(ids)).toEqual(["waiting", "waiting", "waiting", "concurrency", "concurrency"]);
    await change(4);
    expect(await statuses(ids)).toEqual(["waiting", "waiting", "waiting", "waiting", "concurrency"]);
    await change(undefined);
    expect(await statuses(ids)).toEqual(ids.map(() => "waiting"));
  });

  it("does not make a flow that calls itself wait for itself", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, {
      ...document(1, 0),
      id: "again",
      steps: [
        {
          id: "if",
          type: "condition",
          condition: { field: "n", operator: "equals", value: 0 },
          on_false: "end",
        },
        { id: "call", type: "sub_flow", flow_id: "again", input: { n: 1 } },
      ],
    });
    await start(workspace, 1);
    await driveAll(workspace);
    expect((await runsOf(workspace)).map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  it("costs a flow without a limit no row", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document(undefined, 0));
    const [runId = ""] = await start(workspace, 1);
    await drive(runId);
    expect(await advance({ runId, generation: 0 })).toMatchObject({ done: true });
    expect(
      (await pool().query("select 1 from flow_slots where workspace_id = $1", [workspace])).rows,
    ).toEqual([]);
  });
});

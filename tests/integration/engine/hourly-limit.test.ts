/** Flows that limit how many of their runs begin within an hour: an import drips, in order, and nothing is lost. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { cancelRun } from "@/server/engine/control";
import { sweepStarts } from "@/server/engine/flow-pace";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { safeguardsOf } from "@/server/features/safeguards/data";
import { drive, driveAll, makeWorkspace, publish, readRun, send, usageOf } from "../support/engine";
import { stoppedClock, turn } from "../support/gate";

const NOON = Date.parse("2026-05-04T12:00:00Z");
const minute = (count: number) => new Date(NOON + count * 60_000).toISOString();
let clock = stoppedClock(minute(0));

beforeEach(() => {
  clock = stoppedClock(minute(0));
  setAnnouncer(async () => {});
});
afterEach(() => {
  globalThis.batonClock = undefined;
});

const document = (max_runs_per_hour: number | undefined, more: Record<string, unknown> = {}) => ({
  name: "Import",
  trigger: { type: "event", event_types: ["lead.created"] },
  steps: [{ id: "note", type: "action", action_type: "log", config: { message: "hello" } }],
  settings: max_runs_per_hour === undefined ? {} : { max_runs_per_hour },
  ...more,
});

async function importRows(workspace: WorkspaceId, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++)
    ids.push((await send(workspace, "lead.created", { email: `lead-${n}@example.com` })).runs[0]?.id ?? "");
  return ids;
}

const done = async (ids: string[]) =>
  (await Promise.all(ids.map(readRun))).filter(({ status }) => status === "completed").length;

/** Whoever was rung has its turn. */
async function sweep(workspace: WorkspaceId): Promise<void> {
  await sweepStarts();
  const { rows } = await pool().query<{ id: string }>(
    "select id from flow_executions where workspace_id = $1 and status = 'held' and doorbell > seen_doorbell order by id",
    [workspace],
  );
  for (const { id } of rows) await turn(id);
}

describe("max_runs_per_hour", () => {
  it("lets so many begin at once; the others wait uncharged, and begin one by one, in order", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document(4));
    const ids = await importRows(workspace, 10);
    for (const id of ids) await turn(id);
    expect(await done(ids)).toBe(4);
    const waiting = await readRun(ids[4] ?? "");
    expect(waiting).toMatchObject({ status: "held", reason: "hourly_limit", steps: {} });
    expect(await usageOf(workspace)).toHaveLength(4);
    expect((await safeguardsOf(workspace, newId(), flowId)).pace).toEqual({
      perHour: 4,
      waiting: 6,
      nextAt: new Date(minute(60)),
    });
    // Nothing more within the hour, however often one looks.
    for (const at of [1, 30, 59]) {
      clock.at(minute(at));
      await sweep(workspace);
      expect(await done(ids)).toBe(4);
    }
    // Then one every quarter of an hour, and not four in a lump.
    const order: number[] = [];
    for (let at = 60; at <= 60 + 6 * 15; at++) {
      clock.at(minute(at));
      await sweep(workspace);
      const now = await done(ids);
      if (now > 4 + order.length) order.push(at);
      expect(await done(ids.slice(0, now)), "the earlier ones first").toBe(now);
    }
    expect(order).toEqual([60, 75, 90, 105, 120, 135]);
    expect((await safeguardsOf(workspace, newId(), flowId)).pace).toMatchObject({ waiting: 0, nextAt: null });
  });

  it("goes by the order of the events, whoever has its turn first", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document(2));
    const ids = await importRows(workspace, 5);
    for (const id of [...ids].reverse()) await turn(id);
    await driveAll(workspace);
    expect(await done(ids.slice(0, 2))).toBe(2);
    expect(await done(ids)).toBe(2);
  });

  it("is never exceeded, whoever takes turns at once", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document(5));
    const ids = await importRows(workspace, 25);
    await Promise.all(ids.map((id) => turn(id)));
    await driveAll(workspace);
    expect(await done(ids)).toBe(5);
    clock.at(minute(60));
    await Promise.all([sweepStarts(), sweepStarts(), sweepStarts()]);
    await sweep(workspace);
    expect(await done(ids)).toBe(6);
  });

  it("counts runs by events; a test, a retry and a sub-flow's run begin at once", async () => {
    const workspace = await makeWorkspace();
    const { flowId } = await publish(workspace, document(1));
    const [first = "", second = ""] = await importRows(workspace, 2);
    for (const id of [first, second]) await turn(id);
    expect(await done([first, second])).toBe(1);
    const tried = await send(
      workspace,
      "lead.created",
      {},
      { onlyFlowId: flowId, mode: "test", origin: "manual" },
    );
    await drive(tried.runs[0]?.id ?? "");
    expect(await done([tried.runs[0]?.id ?? ""])).toBe(1);
    const called = await send(workspace, "lead.created", {}, { onlyFlowId: flowId, origin: "sub_flow" });
    await drive(called.runs[0]?.id ?? "");
    expect(await done([called.runs[0]?.id ?? ""])).toBe(1);
    expect(await readRun(second)).toMatchObject({ status: "held" });
  });

  it("loses nobody when a run that waits is cancelled, or the limit is raised or taken away", async () => {
    const workspace = await makeWorkspace();
    const { flowId, versionId } = await publish(workspace, document(1));
    const ids = await importRows(workspace, 5);
    for (const id of ids) await turn(id);
    await cancelRun(workspace, ids[1] ?? "");
    clock.at(minute(60));
    await sweep(workspace);
    expect(await readRun(ids[1] ?? "")).toMatchObject({ status: "cancelled" });
    expect(await readRun(ids[2] ?? "")).toMatchObject({ status: "completed" });
    const imported = importFlow(document(undefined));
    if (!imported.ok) throw new Error("no flow");
    const { definition } = imported.flow;
    await syncFlowTriggers(pool(), { workspaceId: workspace, flowId, versionId, definition });
    await sweep(workspace);
    expect(await done(ids)).toBe(4);
    expect((await safeguardsOf(workspace, newId(), flowId)).pace).toBeNull();
  });

  it("costs a flow without a limit no row", async () => {
    const workspace = await makeWorkspace();
    await publish(workspace, document(undefined));
    const [id = ""] = await importRows(workspace, 1);
    await turn(id);
    expect(await done([id])).toBe(1);
    expect(
      (await pool().query("select 1 from flow_starts where workspace_id = $1", [workspace])).rows,
    ).toEqual([]);
  });
});

/**
 * The process is killed around a sub-flow: when it has begun, when it has done something, when it has ended. There is
 * one child, what it did happened once, and the parent ends.
 */
import { expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import {
  makeWorkspace,
  publish,
  quotaOf,
  readRun,
  runsOf,
  send,
  usageOf,
} from "../integration/support/engine";
import { startWorkerProcess } from "./processes";

// The first record: the parent waits and its child exists, unannounced. The third: the child's end, its parent not told.
it.each(["after_record", "after_record:3"])(
  "killed at %s, the sub-flow runs once and its parent goes on",
  async (boundary) => {
    const workspace = await makeWorkspace();
    const task = (id: string, title: string) => ({
      ...{ id, type: "action", action_type: "create_task" },
      config: { title },
    });
    await publish(workspace, {
      id: "child",
      name: "Child",
      trigger: { type: "manual" },
      steps: [
        task("task", "{{trigger.title}}"),
        { id: "give", type: "end", output: { title: "{{steps.task.output.title}}, again" } },
      ],
    });
    await publish(workspace, {
      name: "Parent",
      trigger: { type: "event", event_types: ["lead.created"] },
      steps: [
        { id: "call", type: "sub_flow", flow_id: "child", input: { title: "Call Ann" } },
        task("after", "{{steps.call.output.output.title}}"),
      ],
    });
    const runId = (await send(workspace, "lead.created", {})).runs[0]?.id ?? "";
    const victim = startWorkerProcess({ BATON_FAILPOINT: boundary });
    expect(await victim.ended).toBe("SIGKILL");
    const successor = startWorkerProcess({});
    try {
      await expect.poll(async () => (await readRun(runId)).status, { interval: 100 }).toBe("completed");
    } finally {
      await successor.stop();
    }
    const runs = await runsOf(workspace);
    expect(runs.map(({ status, depth }) => [status, depth])).toEqual([
      ["completed", 0],
      ["completed", 1],
    ]);
    const tasks = await pool().query("select title from tasks where workspace_id = $1 order by id", [
      workspace,
    ]);
    expect(tasks.rows).toEqual([{ title: "Call Ann" }, { title: "Call Ann, again" }]);
    const ledger = await usageOf(workspace);
    expect(ledger.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["workflow_execution", 500],
      ["workflow_execution", 500],
    ]);
    expect(await quotaOf(workspace)).toMatchObject({ used: 1_000, reserved: 0 });
  },
  90_000,
);

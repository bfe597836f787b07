/**
 * A flow of which two runs may be under way, two workers, both killed in turn, and a third: never three are, none is forgotten, and
 * each does its work once.
 */
import { expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { makeWorkspace, publish, runsOf, send, usageOf } from "../integration/support/engine";
import { startWorkerProcess } from "./processes";

const LIMIT = 2;
const RUNS = 14;

it("keeps to its limit, and forgets nobody", async () => {
  const workspace = await makeWorkspace();
  const { flowId } = await publish(workspace, {
    name: "Two at a time",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: [
      { id: "nap", type: "delay", for: { value: 0.2, unit: "seconds" } },
      { id: "task", type: "action", action_type: "create_task", config: { title: "{{trigger.number}}" } },
    ],
    settings: { concurrency: LIMIT },
  });
  for (let number = 0; number < RUNS; number++) await send(workspace, "lead.created", { number });
  const most = watchUnderWay(flowId);
  // Whichever comes to its sixth record first dies; what is left then brings the other to its own.
  const victims = [1, 2].map(() => startWorkerProcess({ BATON_FAILPOINT: "after_record:6" }));
  expect(await Promise.all(victims.map(({ ended }) => ended))).toEqual(["SIGKILL", "SIGKILL"]);
  const last = startWorkerProcess({});
  try {
    await expect
      .poll(async () => (await runsOf(workspace)).filter(({ status }) => status === "completed").length, {
        interval: 200,
      })
      .toBe(RUNS);
  } finally {
    await last.stop();
  }
  expect(await most.stop()).toBe(LIMIT);
  const tasks = await pool().query("select distinct title from tasks where workspace_id = $1", [workspace]);
  expect(tasks.rows).toHaveLength(RUNS);
  expect(await usageOf(workspace)).toHaveLength(RUNS);
});

function watchUnderWay(flowId: string): { stop: () => Promise<number> } {
  let most = 0;
  let watching = true;
  const watch = (async () => {
    while (watching) {
      const { rows } = await pool().query<{ count: string }>(
        `select count(*) from flow_executions where flow_id = $1 and started_at is not null
           and status in ('queued', 'running', 'waiting', 'held')`,
        [flowId],
      );
      most = Math.max(most, Number(rows[0]?.count));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    async stop() {
      watching = false;
      await watch;
      return most;
    },
  };
}

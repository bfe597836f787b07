import { expect, it } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { advance } from "@/server/engine/advance";
import { finishCancelled } from "@/server/engine/finish-cancelled";
import { sweepOnce } from "@/server/engine/watchdog";
import { archiveFlow } from "@/server/features/flow-versions/mutations";
import { drive, makeWorkspace, publish, readRun, runsOf, send } from "../support/engine";

const document = {
  name: "Nap",
  trigger: { type: "event", event_types: ["lead.created"] },
  steps: [{ id: "nap", type: "delay", for: { value: 1, unit: "hours" } }],
};
const system = { type: "system", id: null, name: "Test" } as const;

it("an archived flow's runs are cancelled; those of others and later ones are not", async () => {
  const workspace = await makeWorkspace();
  const { flowId } = await publish(workspace, document);
  await publish(workspace, { ...document, name: "Other" });
  await send(workspace, "lead.created", {});
  for (const { id } of await runsOf(workspace)) await drive(id, 0);
  await archiveFlow(workspace, system, flowId, "cancel");
  for (const run of await runsOf(workspace))
    expect(run.status).toBe(run.flow_id === flowId ? "cancelled" : "waiting");
  const { rows } = await pool().query(
    "select status from automation_event_log where run_id in (select id from flow_executions where flow_id = $1)",
    [flowId],
  );
  expect(rows).toEqual([{ status: "cancelled" }]);
});

it("the mark alone stops a run, and the sweep cancels what it stands for", async () => {
  const workspace = await makeWorkspace();
  const { flowId } = await publish(workspace, {
    ...document,
    steps: [{ id: "task", type: "action", action_type: "create_task", config: { title: "Call" } }],
  });
  const runId = (await send(workspace, "lead.created", {})).runs[0]?.id ?? "";
  await pool().query(
    "update automation_flows set cancel_before = $2, cancel_requested_at = now() where id = $1",
    [flowId, newId()],
  );
  const later = (await send(workspace, "lead.created", {})).runs[0]?.id ?? "";
  expect(await advance({ runId, generation: 0 })).toMatchObject({ wakeAt: null });
  expect(await readRun(runId)).toMatchObject({ status: "held", steps: {} });
  await sweepOnce();
  expect(await readRun(runId)).toMatchObject({ status: "cancelled", steps: {} });
  await drive(later);
  expect((await readRun(later)).status).toBe("completed");
});

it("goes through many runs in bites, and forgets the mark when nothing can come late any more", async () => {
  const workspace = await makeWorkspace();
  const { flowId, versionId } = await publish(workspace, document);
  await pool().query(
    `insert into flow_executions (id, workspace_id, flow_id, version_id, status, origin, quota_shard)
     select gen_random_uuid(), $1, $2, $3, 'waiting', 'event', 0 from generate_series(1, 1200)`,
    [workspace, flowId, versionId],
  );
  const open = async () =>
    Number(
      (
        await pool().query("select count(*) from flow_executions where flow_id = $1 and status = 'waiting'", [
          flowId,
        ])
      ).rows[0].count,
    );
  const mark = async (age: string) =>
    pool().query(
      `update automation_flows set cancel_before = $2, cancel_requested_at = now() - $3::interval where id = $1`,
      [flowId, "ffffffff-ffff-ffff-ffff-ffffffffffff", age],
    );
  await mark("1 second");
  expect(await finishCancelled(1)).toBe(500);
  expect(await open()).toBe(700);
  expect(await finishCancelled()).toBe(700);
  expect(await open()).toBe(0);
  const marked = async () =>
    (
      await pool().query("select 1 from automation_flows where id = $1 and cancel_requested_at is not null", [
        flowId,
      ])
    ).rows.length;
  await finishCancelled();
  expect(await marked()).toBe(1);
  await mark("2 minutes");
  await finishCancelled();
  expect(await marked()).toBe(0);
});

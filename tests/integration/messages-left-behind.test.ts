/** Messages that stand as queued although nobody comes back to them. */
import { expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { insertMessage } from "@/server/records/message";
import { settleMessages } from "@/server/records/settle-messages";
import { makeWorkspace, publish, send } from "./support/engine";

test("those of a run that is over are settled, young ones and a living run's are left alone", async () => {
  const workspaceId = await makeWorkspace();
  await publish(workspaceId, {
    name: "Wait",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: [{ id: "wait", type: "delay", for: { value: 1, unit: "hours" } }],
  });
  const runOf = async () =>
    (await send(workspaceId, "lead.created", { email: "a@example.com" })).runs[0]?.id ?? "";
  const queued = async (runId: string, minutes: number, via = "smtp") => {
    const { id } = await insertMessage(pool(), workspaceId, {
      ...{ channel: "email", to: "a@example.com", body: "Hi", via, runId, stepId: "mail", sendKey: newId() },
    });
    await pool().query("update messages set created_at = now() - make_interval(mins => $2) where id = $1", [
      id,
      minutes,
    ]);
    return id;
  };
  const [over, living] = [await runOf(), await runOf()];
  await pool().query("update flow_executions set status = 'cancelled' where id = $1", [over]);
  const old = await queued(over, 20);
  const young = await queued(over, 5);
  const open = await queued(living, 20);
  expect(await settleMessages(pool())).toBe(1);
  expect(await settleMessages(pool())).toBe(0);
  const { rows } = await pool().query<{ id: string; state: string; error: string | null }>(
    "select id, state, error from messages where workspace_id = $1",
    [workspaceId],
  );
  const stateOf = (id: string) => rows.find((row) => row.id === id);
  expect(stateOf(old)).toMatchObject({ state: "failed", error: expect.stringMatching(/run ended/) });
  expect(stateOf(young)).toMatchObject({ state: "queued" });
  expect(stateOf(open)).toMatchObject({ state: "queued" });
});

/** Exits that ask for the same thing: as events come in, and once more right before a message leaves. */
import { afterEach, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { setAnnouncer } from "@/server/engine/announce";
import { makeWorkspace, publish, readRun, send } from "./support/engine";
import { messagesOf, stoppedClock, turn } from "./support/gate";

afterEach(() => {
  globalThis.batonClock = undefined;
});

const ann = { email: "ann@example.com", phone: "+14155550123" };
const flow = {
  name: "Reminder",
  trigger: { type: "event", event_types: ["appointment.booked"] },
  settings: {
    exit_conditions: [
      { event_types: ["order.created"] },
      {
        event_types: ["appointment.cancelled"],
        filter: {
          or: [
            { field: "appointment_id", operator: "equals", value: "{{run.trigger.appointment_id}}" },
            { field: "all", operator: "equals", value: true },
          ],
        },
      },
    ],
  },
  steps: [
    { id: "hour", type: "delay", for: { value: 1, unit: "hours" } },
    { id: "sms", type: "action", action_type: "send_sms", config: { to: ann.phone, message: "See you" } },
  ],
};

async function bookings(...ids: string[]) {
  setAnnouncer(async () => {});
  const clock = stoppedClock("2026-03-10T17:00:00.000Z");
  const workspaceId = await makeWorkspace();
  await publish(workspaceId, flow);
  const runs: string[] = [];
  for (const appointment_id of ids) {
    const { runs: started } = await send(workspaceId, "appointment.booked", { ...ann, appointment_id });
    runs.push(started[0]?.id ?? "");
    await turn(runs.at(-1) ?? "");
  }
  const statuses = () => Promise.all(runs.map(async (id) => (await readRun(id)).status));
  return { clock, workspaceId, runs, statuses };
}

test("only the run about the same appointment ends; one that is about all ends all", async () => {
  const { workspaceId, statuses } = await bookings("a", "b", "c");
  await send(workspaceId, "appointment.cancelled", { ...ann, appointment_id: "b" });
  expect(await statuses()).toEqual(["waiting", "completed", "waiting"]);
  await send(workspaceId, "appointment.cancelled", { ...ann, appointment_id: "x", all: true });
  expect(await statuses()).toEqual(["completed", "completed", "completed"]);
});

test("an exit without such a filter ends all of them as before", async () => {
  const { workspaceId, statuses } = await bookings("a", "b");
  await send(workspaceId, "order.created", ann);
  expect(await statuses()).toEqual(["completed", "completed"]);
});

test("what a run has not heard of is looked up right before the send", async () => {
  const { clock, workspaceId, runs } = await bookings("a", "b");
  // As if the version had not waited for it when it came.
  await pool().query("delete from flow_triggers where workspace_id = $1 and kind = 'exit'", [workspaceId]);
  await send(workspaceId, "appointment.cancelled", { ...ann, appointment_id: "b" });
  clock.at("2026-03-10T18:00:00.000Z");
  for (const id of runs) await turn(id);
  expect((await messagesOf(workspaceId)).map(({ run_id }) => run_id)).toEqual([runs[0]]);
  expect((await readRun(runs[1] ?? "")).steps.sms).toMatchObject({
    result: expect.objectContaining({ status: "skipped", rule: "exit" }),
  });
});

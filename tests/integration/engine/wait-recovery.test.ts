import { afterAll, beforeAll, expect, it } from "vitest";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { completeEnvironment } from "@/server/env";
import { startCountingServer } from "../../chaos/counting-server";
import { drive, makeWorkspace, publish, readRun, send } from "../support/engine";

type Sink = Awaited<ReturnType<typeof startCountingServer>>;
let sink: Sink;
let called: (seen: number) => void = () => {};

beforeAll(async () => {
  sink = await startCountingServer((_call, seen) => {
    called(seen);
    return { status: seen === 1 ? 500 : 200, delayMs: 50 };
  });
  completeEnvironment({ BATON_HTTP_ALLOW: sink.origin });
});
afterAll(() => sink.stop());

const wait = (timeoutSeconds: number) => ({
  id: "wait",
  type: "wait_for_event",
  event_types: ["order.paid"],
  match: { order: "{{trigger.order}}" },
  timeout: { value: timeoutSeconds, unit: "seconds" },
});
const trigger = { type: "event", event_types: ["order.created"] };
const order = { order: 7, email: "a@example.com" };

it("that was closed at its timeout by a process which then died has timed out", async () => {
  const workspace = await makeWorkspace();
  await publish(workspace, { name: "Wait", trigger, steps: [wait(2.2)] });
  const runId = (await send(workspace, "order.created", order)).runs[0]?.id ?? "";
  await drive(runId, 0);
  const { rowCount } = await pool().query("update waits set closed_at = $2 where run_id = $1", [
    runId,
    now(),
  ]);
  expect(rowCount).toBe(1);
  await drive(runId, 4_000);
  const run = await readRun(runId);
  expect(run.status).toBe("completed");
  expect(run.steps.wait).toMatchObject({ outlet: "timeout" });
});

it("is ended by an answer to the first try of the call before it", async () => {
  const workspace = await makeWorkspace();
  const call = {
    id: "call",
    type: "action",
    action_type: "http_request",
    config: { method: "POST", url: `${sink.url}/pay`, receiver_honours_idempotency_key: true },
  };
  await publish(workspace, { name: "Pay", trigger, steps: [call, wait(3)], settings: { retry_delay: 100 } });
  called = (seen) => {
    if (seen === 1) void send(workspace, "order.paid", order);
  };
  const runId = (await send(workspace, "order.created", order)).runs[0]?.id ?? "";
  await drive(runId, 5_000);
  const run = await readRun(runId);
  expect(run.steps.call).toMatchObject({ attempt: 2, status: "succeeded" });
  expect(run.steps.wait).toMatchObject({ outlet: "event" });
});

it("does not take the event that the wait right before it was waiting for", async () => {
  const workspace = await makeWorkspace();
  const twice = [
    { ...wait(5), id: "first" },
    { ...wait(3), id: "second" },
  ];
  await publish(workspace, { name: "Paid twice", trigger, steps: twice });
  const once = (await send(workspace, "order.created", order)).runs[0]?.id ?? "";
  await drive(once, 0);
  await send(workspace, "order.paid", order);
  await drive(once, 6_000);
  const run = await readRun(once);
  expect([run.steps.first, run.steps.second]).toMatchObject([{ outlet: "event" }, { outlet: "timeout" }]);
});

it("takes a second event that came while the first was being recorded", async () => {
  const workspace = await makeWorkspace();
  const twice = [
    { ...wait(5), id: "first" },
    { ...wait(3), id: "second" },
  ];
  await publish(workspace, { name: "Paid twice", trigger, steps: twice });
  const runId = (await send(workspace, "order.created", order)).runs[0]?.id ?? "";
  await drive(runId, 0);
  await send(workspace, "order.paid", { ...order, part: 1 });
  await send(workspace, "order.paid", { ...order, part: 2 });
  await drive(runId, 6_000);
  const run = await readRun(runId);
  expect([run.steps.first, run.steps.second]).toMatchObject([{ outlet: "event" }, { outlet: "event" }]);
});

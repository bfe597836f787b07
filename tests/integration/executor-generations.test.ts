import { expect, test } from "vitest";
import { installAnnouncer } from "@/inngest/announcer";
import { startExecutor } from "@/inngest/executor/start-executor";
import { setClock } from "../conformance/support/harness";
import { makeWorkspace, publish, readRun, send } from "./support/engine";

test("after 100 turns a run goes on as a new generation", async () => {
  await setClock(2000);
  installAnnouncer();
  const executor = await startExecutor();
  const workspace = await makeWorkspace();
  const steps = Array.from({ length: 104 }, (_, n) => ({
    id: `rest_${n}`,
    type: "delay",
    for: { value: 1, unit: "minutes" },
  }));
  await publish(workspace, {
    name: "Long",
    trigger: { type: "event", event_types: ["order.created"] },
    steps,
  });
  const { runs } = await send(workspace, "order.created", {});
  await expect
    .poll(async () => (await readRun(runs[0]?.id ?? "")).status, { timeout: 150_000, interval: 100 })
    .toBe("completed");
  const run = await readRun(runs[0]?.id ?? "");
  expect(run.generation).toBe(1);
  expect(Object.values(run.steps).filter(({ status }) => status === "succeeded")).toHaveLength(104);
  await executor.stop();
});

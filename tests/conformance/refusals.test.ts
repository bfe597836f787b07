import { randomUUID } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import { expect, test } from "vitest";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { harness } from "./support/harness";

const trigger = [{ event: "go" }];
const nothing = async () => null;

const declarations: [string, (client: Inngest) => InngestFunction.Like][] = [
  [
    "batchEvents",
    (client) =>
      client.createFunction(
        { id: "f", triggers: trigger, batchEvents: { maxSize: 2, timeout: "1s" } },
        nothing,
      ),
  ],
  [
    "debounce",
    (client) => client.createFunction({ id: "f", triggers: trigger, debounce: { period: "5s" } }, nothing),
  ],
  [
    "throttle",
    (client) =>
      client.createFunction({ id: "f", triggers: trigger, throttle: { limit: 1, period: "5s" } }, nothing),
  ],
  [
    "rateLimit",
    (client) =>
      client.createFunction({ id: "f", triggers: trigger, rateLimit: { limit: 1, period: "5s" } }, nothing),
  ],
  [
    "priority",
    (client) =>
      client.createFunction({ id: "f", triggers: trigger, priority: { run: "event.data.p" } }, nothing),
  ],
  [
    "singleton",
    (client) => client.createFunction({ id: "f", triggers: trigger, singleton: { mode: "skip" } }, nothing),
  ],
  [
    "timeouts",
    (client) => client.createFunction({ id: "f", triggers: trigger, timeouts: { finish: "1h" } }, nothing),
  ],
  [
    "two concurrency limits",
    (client) =>
      client.createFunction(
        { id: "f", triggers: trigger, concurrency: [{ limit: 1 }, { limit: 2, key: "event.data.x" }] },
        nothing,
      ),
  ],
  [
    "scope “account”",
    (client) =>
      client.createFunction(
        { id: "f", triggers: trigger, concurrency: { limit: 1, scope: "account", key: "event.data.x" } },
        nothing,
      ),
  ],
  [
    "event.data.a > 3",
    (client) =>
      client.createFunction({ id: "f", triggers: [{ event: "go", if: "event.data.a > 3" }] }, nothing),
  ],
  [
    "event.data.a + event.data.b",
    (client) =>
      client.createFunction(
        { id: "f", triggers: trigger, idempotency: "event.data.a + event.data.b" },
        nothing,
      ),
  ],
];

test.each(declarations)("a function that declares %s is refused at start", async (what, declare) => {
  const client = embeddedClient(`test-${randomUUID()}`);
  const executor = createExecutor({ client, functions: [declare(client)] });
  await expect(executor.start()).rejects.toThrow(what);
  await expect(executor.send([{ name: "go" }])).rejects.toThrow(what);
  await executor.close();
});

test("a step that is not supported fails its run, and says so", async () => {
  const { run } = await harness((client) => [
    client.createFunction({ id: "main", triggers: trigger }, async ({ step }) =>
      step.waitForSignal("s", { signal: "x", timeout: "1h", onConflict: "fail" }),
    ),
    client.createFunction({ id: "greedy", triggers: [{ event: "greedy" }] }, async ({ step }) =>
      step.waitForEvent("w", { event: "x", if: "async.data.n > 3", timeout: "1h" }),
    ),
  ]);
  expect(await run({ name: "go" })).toMatchObject([
    { status: "failed", error: { message: expect.stringContaining("WaitForSignal") } },
  ]);
  expect(await run({ name: "greedy" })).toMatchObject([
    { status: "failed", error: { message: expect.stringContaining("async.data.n > 3") } },
  ]);
});

test("events that are none are refused, and nothing of their list starts", async () => {
  const { send, log, run } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: trigger }, async () => log.push("ran")),
  ]);
  await expect(send([{ name: "go" }, { name: "inngest/function.failed" }])).rejects.toThrow("reserved");
  await expect(send([{ name: "go" }, { name: "" }])).rejects.toThrow("name");
  await run({ name: "go" });
  expect(log).toEqual(["ran"]);
});

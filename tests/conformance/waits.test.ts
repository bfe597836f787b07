import { expect, test } from "vitest";
import { harness, leftovers, logged, outputs, pause } from "./support/harness";

test("waitForEvent gets the event that matches, and no other", async () => {
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "order/placed" }] }, async ({ step }) => {
      await step.run("register", () => log.push("waiting"));
      const paid = await step.waitForEvent("paid", {
        event: "order/paid",
        match: "data.order",
        timeout: "30d",
      });
      return paid?.data ?? null;
    }),
  ]);
  await send({ name: "order/placed", data: { order: "A1" } });
  await logged(log, "waiting");
  await pause(100);
  await send([
    { name: "order/paid", data: { order: "B2" } },
    { name: "order/refunded", data: { order: "A1" } },
    { name: "order/paid", data: { order: "A1", amount: 5 } },
  ]);
  expect(outputs(await ends(1))).toEqual([{ order: "A1", amount: 5 }]);
  expect(await leftovers()).toBe(0);
});

test("waitForEvent understands == and && over event, async and literals", async () => {
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      await step.run("register", () => log.push("waiting"));
      const got = await step.waitForEvent("w", {
        event: "answer",
        if: "async.data.id == event.data.id && async.data.kind == 'final' && async.data.n == 3",
        timeout: "30d",
      });
      return got?.data ?? null;
    }),
  ]);
  await send({ name: "go", data: { id: 7 } });
  await logged(log, "waiting");
  await pause(100);
  const answers = [
    { id: 7, kind: "first", n: 3 },
    { id: "7", kind: "final", n: 3 },
    { id: 7, kind: "final", n: 4 },
    { kind: "final", n: 3 },
  ];
  for (const data of answers) await send({ name: "answer", data });
  await send({ name: "answer", data: { id: 7, kind: "final", n: 3, last: true } });
  expect(outputs(await ends(1))).toEqual([{ id: 7, kind: "final", n: 3, last: true }]);
});

test("waitForEvent without a condition takes the first, nested paths are compared too", async () => {
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction({ id: "any", triggers: [{ event: "go" }] }, async ({ step }) => {
      await step.run("register", () => log.push("any waits"));
      return (await step.waitForEvent("w", { event: "answer", timeout: "30d" }))?.data ?? null;
    }),
    client.createFunction({ id: "nested", triggers: [{ event: "go" }] }, async ({ step }) => {
      await step.run("register", () => log.push("nested waits"));
      return (
        (
          await step.waitForEvent("w", {
            event: "answer",
            if: 'async.data.a.b == event.data["deep"].er',
            timeout: "30d",
          })
        )?.data ?? null
      );
    }),
  ]);
  await send({ name: "go", data: { deep: { er: 1 } } });
  await logged(log, "any waits");
  await logged(log, "nested waits");
  await pause(100);
  await send({ name: "answer", data: { a: { b: 2 } } });
  expect((await ends(1)).map((end) => [end.functionId, outputs([end])[0]])).toEqual([
    ["any", { a: { b: 2 } }],
  ]);
  await send({ name: "answer", data: { a: { b: 1 } } });
  expect((await ends(1)).map((end) => [end.functionId, outputs([end])[0]])).toEqual([
    ["nested", { a: { b: 1 } }],
  ]);
});

test("waitForEvent gives null when its time is over, to the millisecond when a date is given", async () => {
  const { run } = await harness(
    (client) => [
      client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
        const begun = await step.run("begin", () => Date.now());
        const until = new Date(begun + 350);
        const nothing = await step.waitForEvent("w", { event: "never", timeout: until });
        const late = Date.now() - until.getTime();
        return [nothing, late >= 0 && late < 250 ? "in time" : late];
      }),
    ],
    { rate: 1 },
  );
  expect(outputs(await run({ name: "go" }))).toEqual([[null, "in time"]]);
});

test("one event ends many waits", async () => {
  const { send, ends, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ event, step }) => {
      await step.run("register", () => log.push("waiting"));
      await step.waitForEvent("w", { event: "start all", timeout: "30d" });
      return event.data.n;
    }),
  ]);
  await send(Array.from({ length: 30 }, (_, n) => ({ name: "go", data: { n } })));
  for (let waited = 0; log.length < 30 && waited < 10_000; waited += 20) await pause(20);
  await pause(200);
  await send({ name: "start all" });
  expect(outputs(await ends(30)).toSorted((a, b) => Number(a) - Number(b))).toEqual(
    Array.from({ length: 30 }, (_, n) => n),
  );
});

test("step.sendEvent starts other functions, once, and gives their ids", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      { id: "parent", triggers: [{ event: "go" }], retries: 2 },
      async ({ step, attempt }) => {
        const { ids } = await step.sendEvent("tell", [
          { name: "child/go", data: { n: 1 } },
          { name: "child/go", data: { n: 2 } },
        ]);
        await step.run("later", () => {
          if (attempt === 0) throw new Error("once more");
        });
        return ids.length;
      },
    ),
    client.createFunction({ id: "child", triggers: [{ event: "child/go" }] }, async ({ event }) =>
      log.push(`child ${event.data.n}`),
    ),
  ]);
  const ended = await run({ name: "go" }, 3);
  expect(ended.filter(({ functionId }) => functionId === "parent").map((end) => outputs([end])[0])).toEqual([
    2,
  ]);
  expect(log.toSorted()).toEqual(["child 1", "child 2"]);
});

import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { harness, leftovers, outputs } from "./support/harness";

test("steps run once each, in order, in one call, and the return value is the output", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ event, step }) => {
      log.push("body");
      const a = await step.run("a", () => log.push("a") && Number(event.data.n) + 1);
      const b = await step.run("b", async () => log.push("b") && a * 2);
      const c = await step.run("c", () => log.push("c") && { b });
      return { a, b, c };
    }),
  ]);
  expect(outputs(await run({ name: "go", data: { n: 5 } }))).toEqual([{ a: 6, b: 12, c: { b: 12 } }]);
  // Checkpointing: one call covers all steps.
  expect(log).toEqual(["body", "a", "b", "c"]);
  expect(await leftovers()).toBe(0);
});

test.each([
  ["nothing", undefined, null],
  ["null", null, null],
  ["false", false, false],
  ["a text", "x", "x"],
  ["a list", [1, { a: null }], [1, { a: null }]],
])("a step and a function may give %s", async (_, value, expected) => {
  const { run } = await harness((client) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      const inStep = await step.run("a", () => value);
      await step.sleep("later", "1m");
      return inStep === expected || JSON.stringify(inStep) === JSON.stringify(expected)
        ? value
        : "the memo differs";
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([expected]);
});

test("repeated step ids are steps of their own", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      const got: number[] = [];
      for (let i = 0; i < 4; i++) {
        got.push(await step.run("same", () => log.push(`run ${i}`)));
        await step.sleep("pause", "30s");
      }
      return got;
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([[1, 2, 3, 4]]);
  expect(log).toEqual(["run 0", "run 1", "run 2", "run 3"]);
});

test("a sleep keeps what was done, and the function goes on behind it", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      await step.run("before", () => log.push("before"));
      await step.sleep("nap", "2m");
      await step.run("between", () => log.push("between"));
      await step.sleepUntil("until", new Date(Date.now() - 1000));
      return step.run("after", () => log.push("after"));
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([3]);
  expect(log).toEqual(["before", "between", "after"]);
});

test("what a function does to a result is not remembered", async () => {
  const { run } = await harness((client) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ event, step }) => {
      const list = await step.run("list", () => [1]);
      list.push(2);
      event.data.changed = true;
      await step.sleep("nap", "1m");
      await step.run("again", () => "x");
      await step.sleep("another nap", "1m");
      return { list, data: event.data };
    }),
  ]);
  expect(outputs(await run({ name: "go", data: { kept: "\u0000 ☃ \ud83d\ude00" } }))).toEqual([
    { list: [1, 2], data: { kept: "\u0000 ☃ \ud83d\ude00", changed: true } },
  ]);
});

test("a failing step is tried again, the steps before it are not", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], retries: 3 },
      async ({ step, attempt }) => {
        await step.run("first", () => log.push("first"));
        const second = await step.run("second", () => {
          log.push(`second, attempt ${attempt}`);
          if (attempt < 2) throw new Error("not yet");
          return "got it";
        });
        return step.run("third", () => log.push("third") && second);
      },
    ),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual(["got it"]);
  expect(log).toEqual(["first", "second, attempt 0", "second, attempt 1", "second, attempt 2", "third"]);
});

test("RetryAfterError says when", async () => {
  const { run, log } = await harness(
    (client, log) => [
      client.createFunction(
        { id: "main", triggers: [{ event: "go" }], retries: 1 },
        async ({ step, attempt }) =>
          step.run("slow down", () => {
            log.push(`attempt ${attempt}`);
            if (attempt === 0) throw new RetryAfterError("busy", "1s");
            return "ok";
          }),
      ),
    ],
    { rate: 1 },
  );
  // On a clock at its own pace: the table's first wait would be 15 s at least.
  const begun = Date.now();
  expect(outputs(await run({ name: "go" }))).toEqual(["ok"]);
  expect(log).toEqual(["attempt 0", "attempt 1"]);
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test("a step that fails for good can be caught", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }], retries: 5 }, async ({ step }) => {
      try {
        await step.run("doomed", () => {
          log.push("doomed");
          throw new NonRetriableError("no way", { cause: new Error("reason") });
        });
      } catch (error) {
        return step.run("instead", () => (error instanceof Error ? `${error.name}: ${error.message}` : "?"));
      }
      return "unreachable";
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual(["NonRetriableError: no way"]);
  expect(log).toEqual(["doomed"]);
});

test("a step that is out of attempts can be caught", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }], retries: 2 }, async ({ step }) => {
      const result = await step
        .run("doomed", () => {
          log.push("doomed");
          throw new Error("again and again");
        })
        .catch((error: Error) => error.message);
      return step.run("after", () => result);
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual(["again and again"]);
  expect(log).toEqual(["doomed", "doomed", "doomed"]);
});

test("an error outside steps repeats the function, not its steps", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], retries: 3 },
      async ({ step, attempt }) => {
        log.push(`body ${attempt}`);
        await step.run("a", () => log.push("a"));
        if (attempt < 2) throw new Error("outside");
        return "done";
      },
    ),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual(["done"]);
  expect(log).toEqual(["body 0", "a", "body 1", "body 2"]);
});

test("without attempts left the run fails, and leaves a small record", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }], retries: 1 }, async () => {
      log.push("body");
      throw new Error("outside");
    }),
  ]);
  const [end] = await run({ name: "go", data: { workspaceId: "w1" } });
  expect(end).toMatchObject({ status: "failed", error: { name: "Error", message: "outside" } });
  expect(log).toEqual(["body", "body"]);
  expect(await leftovers()).toBe(0);
});

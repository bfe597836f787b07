import { expect, test } from "vitest";
import { harness, leftovers, outputs, pause } from "./support/harness";

test("parallel steps run at once, and each once", async () => {
  let together = 0;
  let most = 0;
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      const one = (n: number) =>
        step.run(`p${n}`, async () => {
          log.push(`p${n}`);
          most = Math.max(most, ++together);
          await pause(150);
          together -= 1;
          return n;
        });
      return Promise.all([
        one(1),
        one(2),
        one(3),
        step.sleep("nap", "1m"),
        step.waitForEvent("w", { event: "never", timeout: "1m" }),
      ]);
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([[1, 2, 3, null, null]]);
  expect(log.toSorted()).toEqual(["p1", "p2", "p3"]);
  expect(most).toBe(3);
  expect(await leftovers()).toBe(0);
});

const chains = (optimizeParallelism: boolean) =>
  harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], optimizeParallelism },
      async ({ step }) => {
        const quick = async () => {
          await step.run("a1", () => log.push("a1"));
          await step.run("a2", () => log.push("a2"));
          return step.run("a3", () => log.push("a3") && "a");
        };
        const slow = async () => {
          await step.sleep("b1", "10m");
          await step.run("b2", () => log.push("b2"));
          return "b";
        };
        return Promise.all([quick(), slow()]);
      },
    ),
  ]);

test("chains wait for each other's round (the default)", async () => {
  const { run, log } = await chains(true);
  expect(outputs(await run({ name: "go" }))).toEqual([["a", "b"]]);
  expect(log[0]).toBe("a1");
  // a2 belongs to the second round, which begins when the sleep of the first is over; a3 to the third.
  expect(log.slice(1, 3).toSorted()).toEqual(["a2", "b2"]);
  expect(log[3]).toBe("a3");
});

test("chains go on by themselves with optimizeParallelism: false", async () => {
  const { run, log } = await chains(false);
  expect(outputs(await run({ name: "go" }))).toEqual([["a", "b"]]);
  expect(log).toEqual(["a1", "a2", "a3", "b2"]);
});

test("nested parallel chains end with every step run once", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      const leaf = (name: string) => step.run(name, () => log.push(name) && name);
      const branch = async (name: string) => {
        const first = await leaf(`${name}1`);
        const rest = await Promise.all([leaf(`${name}2`), leaf(`${name}3`)]);
        return [first, ...rest];
      };
      const all = await Promise.all([branch("a"), branch("b"), leaf("c")]);
      return [...all.flat(), await leaf("d")];
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([["a1", "a2", "a3", "b1", "b2", "b3", "c", "d"]]);
  expect(log.toSorted()).toEqual(["a1", "a2", "a3", "b1", "b2", "b3", "c", "d"]);
  expect(log.at(-1)).toBe("d");
});

test("a parallel step that fails is tried again alone", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction(
      { id: "main", triggers: [{ event: "go" }], retries: 2 },
      async ({ step, attempt }) =>
        Promise.all([
          step.run("steady", () => log.push("steady") && 1),
          step.run("shaky", () => {
            log.push(`shaky ${attempt}`);
            if (attempt < 2) throw new Error("not yet");
            return 2;
          }),
          step
            .run("doomed", () => {
              throw new Error("never");
            })
            .catch(() => 3),
        ]),
    ),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([[1, 2, 3]]);
  expect(log.toSorted()).toEqual(["shaky 0", "shaky 1", "shaky 2", "steady"]);
});

test("a race goes on with the first; the run ends when the others are over too", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ group, step }) => {
      const slow = async () => {
        await step.sleep("slow", "10m");
        return "slow";
      };
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([step.run("quick", () => log.push("quick") && "quick"), slow()]),
      );
      await step.run("after", () => log.push("after"));
      await step.run("after that", () => log.push("after that"));
      return winner;
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual(["quick"]);
  expect(log).toEqual(["quick", "after", "after that"]);
  expect(await leftovers()).toBe(0);
});

test("a plain race is decided by the order in which its steps ended", async () => {
  const { run } = await harness((client) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      const first = await Promise.race([
        step.sleep("long", "4m").then(() => "long"),
        step.sleep("short", "1m").then(() => "short"),
      ]);
      await step.sleep("then", "1m");
      return first;
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual(["short"]);
});

test("thirty steps at once, twice, end with one result each", async () => {
  const { run, log } = await harness((client, log) => [
    client.createFunction({ id: "main", triggers: [{ event: "go" }] }, async ({ step }) => {
      let sum = 0;
      for (const round of [1, 2]) {
        const parts = await Promise.all(
          Array.from({ length: 30 }, (_, n) =>
            step.run(`${round}:${n}`, () => log.push(`${round}:${n}`) && n),
          ),
        );
        sum += parts.reduce((total, n) => total + n, 0);
      }
      return sum;
    }),
  ]);
  expect(outputs(await run({ name: "go" }))).toEqual([870]);
  expect(new Set(log).size).toBe(60);
  expect(log.length).toBe(60);
});

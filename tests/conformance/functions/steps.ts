import type { Case } from "../support/case";

const AWKWARD = {
  nothing: null,
  no: false,
  zero: 0,
  list: [1, [2, { a: null }], []],
  text: '\u0000 ☃ 😀 " \\ \u2028',
  day: new Date(Date.UTC(2024, 1, 29)).toISOString(),
  large: "é".repeat(200_000),
};

export const steps: Case[] = [
  {
    name: "plain",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ event }) => {
        did(`ran ${event.data.n}`);
        return { n: event.data.n };
      }),
    ],
    acts: [{ send: { name: "go", data: { n: 7 } } }],
    lines: ["ran 7"],
    ends: { main: [{ completed: { n: 7 } }] },
  },
  {
    name: "two-steps",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }] },
        async ({ event, step }) => {
          const a = await step.run("a", () => {
            did("a");
            return Number(event.data.n) + 1;
          });
          return step.run("b", async () => {
            did("b");
            return a * 2;
          });
        },
      ),
    ],
    acts: [{ send: { name: "go", data: { n: 5 } } }],
    lines: ["a", "b"],
    ends: { main: [{ completed: 12 }] },
  },
  {
    name: "repeated-ids",
    functions: ({ client, own, did, nap }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const got: number[] = [];
        for (let n = 0; n < 3; n++) {
          const one = await step.run("same", () => {
            did(`same ${n}`);
            return n;
          });
          got.push(one);
          await step.sleep("pause", nap);
        }
        return got;
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["same 0", "same 1", "same 2"],
    ends: { main: [{ completed: [0, 1, 2] }] },
  },
  {
    name: "sleep",
    functions: ({ client, own, did, nap }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        await step.run("before", () => did("before"));
        await step.sleep("nap", nap);
        await step.run("between", () => did("between"));
        await step.sleep("another nap", nap);
        await step.run("after", () => did("after"));
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["before", "between", "after"],
    ends: { main: [{ completed: null }] },
  },
  {
    name: "sleep-until-the-past",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        await step.sleepUntil("long ago", new Date(Date.UTC(2020, 0, 1)));
        await step.run("after", () => did("after"));
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["after"],
    ends: { main: [{ completed: null }] },
  },
  {
    name: "results-come-back-as-they-were",
    functions: ({ client, own, did, nap }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const awkward = await step.run("awkward", () => AWKWARD);
        const nothing = await step.run("nothing", () => undefined);
        const nil = await step.run("nil", () => null);
        const day = await step.run("day", () => new Date(Date.UTC(2024, 1, 29)));
        await step.sleep("nap", nap);
        const same = JSON.stringify(awkward) === JSON.stringify(AWKWARD);
        await step.run("compare", () =>
          did(`${same ? "same" : "another"}, ${nothing ?? "none"}, ${nil}, ${day}`),
        );
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["same, none, null, 2024-02-29T00:00:00.000Z"],
    ends: { main: [{ completed: null }] },
  },
  {
    name: "changed-results-are-not-remembered",
    functions: ({ client, own, nap }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }] },
        async ({ event, step }) => {
          const list = await step.run("list", () => [1]);
          list.push(2);
          event.data.changed = Number(event.data.changed) + 1;
          await step.sleep("nap", nap);
          await step.run("again", () => "x");
          await step.sleep("another nap", nap);
          return { list, changed: event.data.changed };
        },
      ),
    ],
    acts: [{ send: { name: "go", data: { changed: 0 } } }],
    lines: [],
    ends: { main: [{ completed: { list: [1, 2], changed: 1 } }] },
  },
  {
    name: "thirty-steps",
    functions: ({ client, own, did, nap }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        let sum = 0;
        for (let n = 0; n < 30; n++) {
          sum += await step.run(`step ${n}`, () => {
            did(`step ${n}`);
            return n;
          });
          if (n === 14) await step.sleep("half time", nap);
        }
        return sum;
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: Array.from({ length: 30 }, (_, n) => `step ${n}`),
    ends: { main: [{ completed: 435 }] },
  },
  {
    name: "a-chain-handed-over-in-parts",
    functions: ({ client, own, did }) => [
      client.createFunction(
        {
          id: own("main"),
          triggers: [{ event: own("go") }],
          checkpointing: { bufferedSteps: 5, maxRuntime: 0 },
        },
        async ({ step }) => {
          for (let n = 0; n < 23; n++) await step.run(`step ${n}`, () => did(`step ${n}`));
          return "done";
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: Array.from({ length: 23 }, (_, n) => `step ${n}`),
    ends: { main: [{ completed: "done" }] },
  },
  {
    name: "a-step-added-by-a-deploy",
    functions: ({ client, own, did, deploys }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const old = deploys() === 0;
        if (!old) await step.run("added", () => did("added"));
        const kept = await step.run("kept", () => {
          did("kept");
          return old ? "old" : "new";
        });
        await step.waitForEvent("w", { event: own("go on"), timeout: "30d" });
        return kept;
      }),
    ],
    acts: [{ send: { name: "go" } }, { until: "kept" }, "rest", "deploy", { send: { name: "go on" } }],
    lines: ["kept", "added"],
    ends: { main: [{ completed: "old" }] },
  },
];

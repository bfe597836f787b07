import type { Case, Lab } from "../support/case";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One step that takes a moment, and writes down where it begins and ends. */
const slow = ({ client, own, did }: Lab, concurrency: { limit: number; key?: string }) =>
  client.createFunction(
    { id: own("main"), triggers: [{ event: own("go") }], concurrency },
    async ({ event, step }) => {
      await step.run("slow", async () => {
        did(`${event.data.n} begins`);
        await pause(40);
        did(`${event.data.n} ends`);
      });
    },
  );

/** Waits or sleeps until it is cancelled by an event with its id, or goes on. */
const cancellable = ({ client, own, did, long }: Lab, how: "waits" | "sleeps") =>
  client.createFunction(
    {
      id: own("main"),
      triggers: [{ event: own("go") }],
      cancelOn: [{ event: own("stop"), match: "data.id" }],
    },
    async ({ event, step }) => {
      const { id } = event.data;
      await step.run("first", () => did(`first ${id}`));
      if (how === "sleeps") await step.sleep("nap", long);
      else await step.waitForEvent("w", { event: own("go on"), timeout: "30d" });
      await step.run("second", () => did(`second ${id}`));
    },
  );

const startBoth: Case["acts"] = [
  { send: [1, 2].map((id) => ({ name: "go", data: { id } })) },
  { until: "first 1" },
  { until: "first 2" },
  "rest",
];

export const control: Case[] = [
  {
    name: "one-at-a-time",
    functions: (lab) => [slow(lab, { limit: 1 })],
    acts: [
      { send: { name: "go", data: { n: 1 } } },
      { until: "1 begins" },
      ...[2, 3, 4].map((n) => ({ send: { name: "go", data: { n } } })),
    ],
    lines: [1, 2, 3, 4].flatMap((n) => [`${n} begins`, `${n} ends`]),
    ends: { main: [1, 2, 3, 4].map(() => ({ completed: null })) },
  },
  {
    name: "one-at-a-time-per-key",
    functions: ({ client, own, did }) => [
      client.createFunction(
        {
          id: own("main"),
          triggers: [{ event: own("go") }],
          concurrency: { limit: 1, key: "event.data.who" },
        },
        async ({ event, step }) => {
          await step.run("slow", async () => {
            // Ends only when the other key's run has begun: both must be at it at once.
            did(`${event.data.who} begins`);
            await pause(150);
            did(`${event.data.who} ends`);
          });
        },
      ),
    ],
    acts: [{ send: ["ann", "bob"].map((who) => ({ name: "go", data: { who } })) }],
    lines: [
      ["ann begins", "bob begins"],
      ["ann ends", "bob ends"],
    ],
    ends: { main: [{ completed: null }, { completed: null }] },
  },
  {
    name: "sleepers-hold-no-slot",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], concurrency: { limit: 1 } },
        async ({ event, step }) => {
          await step.run("before", () => did(`before ${event.data.n}`));
          await step.waitForEvent("w", { event: own("go on"), match: "data.n", timeout: "30d" });
          await step.run("after", () => did(`after ${event.data.n}`));
        },
      ),
    ],
    acts: [
      { send: { name: "go", data: { n: 1 } } },
      { until: "before 1" },
      "rest",
      { send: { name: "go", data: { n: 2 } } },
      { until: "before 2" },
      "rest",
      { send: { name: "go on", data: { n: 2 } } },
      { until: "after 2" },
      { send: { name: "go on", data: { n: 1 } } },
    ],
    lines: ["before 1", "before 2", "after 2", "after 1"],
    ends: { main: [{ completed: null }, { completed: null }] },
  },
  {
    name: "cancelled-while-waiting",
    functions: (lab) => [cancellable(lab, "waits")],
    acts: [
      ...startBoth,
      { send: { name: "stop", data: { id: 1 } } },
      { ended: 1 },
      { send: { name: "stop", data: { id: 3 } } },
      { send: { name: "go on" } },
    ],
    lines: [["first 1", "first 2"], "second 2"],
    ends: { main: ["cancelled", { completed: null }] },
  },
  {
    name: "cancelled-while-sleeping",
    functions: (lab) => [cancellable(lab, "sleeps")],
    acts: [...startBoth, { send: { name: "stop", data: { id: 1 } } }, { ended: 1 }],
    lines: [["first 1", "first 2"], "second 2"],
    ends: { main: ["cancelled", { completed: null }] },
  },
  {
    name: "cancelled-between-attempts",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], cancelOn: [{ event: own("stop") }], retries: 3 },
        async ({ step, attempt }) =>
          step.run("shaky", () => {
            did(`attempt ${attempt}`);
            throw new Error("not yet");
          }),
      ),
    ],
    acts: [{ send: { name: "go" } }, { until: "attempt 0" }, "rest", { send: { name: "stop" } }],
    lines: ["attempt 0"],
    ends: { main: ["cancelled"] },
  },
];

import type { Case } from "../support/case";

const MANY = 200;

export const events: Case[] = [
  {
    name: "fan-out",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("parent"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const { ids } = await step.sendEvent("tell", [
          { name: own("child"), data: { n: 1 } },
          { name: own("child"), data: { n: 2 } },
        ]);
        return ids.length;
      }),
      client.createFunction({ id: own("child"), triggers: [{ event: own("child") }] }, async ({ event }) =>
        did(`child ${event.data.n}`),
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [["child 1", "child 2"]],
    ends: { parent: [{ completed: 2 }], child: [{ completed: null }, { completed: null }] },
  },
  {
    name: "a-send-is-not-repeated",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("parent"), triggers: [{ event: own("go") }], retries: 1 },
        async ({ step, attempt }) => {
          await step.sendEvent("tell", { name: own("child") });
          await step.run("shaky", () => {
            if (attempt === 0) throw new Error("once more");
          });
        },
      ),
      client.createFunction({ id: own("child"), triggers: [{ event: own("child") }] }, async () =>
        did("child"),
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["child"],
    ends: { parent: [{ completed: null }], child: [{ completed: null }] },
  },
  {
    name: "an-id-sent-by-two-runs",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("parent"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        await step.sendEvent("tell", { id: own("the one"), name: own("child") });
      }),
      client.createFunction({ id: own("child"), triggers: [{ event: own("child") }] }, async () =>
        did("child"),
      ),
    ],
    acts: [{ send: [{ name: "go" }, { name: "go" }] }],
    lines: ["child"],
    ends: { parent: [{ completed: null }, { completed: null }], child: [{ completed: null }] },
  },
  {
    name: "an-event-id-twice",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("one"), triggers: [{ event: own("go") }] }, async ({ event }) =>
        did(`one ${event.data.n}`),
      ),
      client.createFunction({ id: own("two"), triggers: [{ event: own("go") }] }, async ({ event }) =>
        did(`two ${event.data.n}`),
      ),
    ],
    acts: [
      { send: { id: "e1", name: "go", data: { n: 1 } } },
      { ended: 2 },
      { send: { id: "e1", name: "go", data: { n: 2 } } },
      { send: { id: "e2", name: "go", data: { n: 3 } } },
    ],
    lines: [
      ["one 1", "two 1"],
      ["one 3", "two 3"],
    ],
    ends: {
      one: [{ completed: null }, { completed: null }],
      two: [{ completed: null }, { completed: null }],
    },
  },
  {
    name: "one-run-per-idempotency-key",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], idempotency: "event.data.order" },
        async ({ event }) => did(`${event.data.order} ${event.data.n}`),
      ),
    ],
    acts: [
      { send: { name: "go", data: { order: "A", n: 1 } } },
      { ended: 1 },
      { send: { name: "go", data: { order: "A", n: 2 } } },
      { send: { name: "go", data: { order: "B", n: 3 } } },
    ],
    lines: ["A 1", "B 3"],
    ends: { main: [{ completed: null }, { completed: null }] },
  },
  {
    name: "triggers",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("exact"), triggers: [{ event: own("shop/placed") }] }, async () =>
        did("exact"),
      ),
      client.createFunction({ id: own("any"), triggers: [{ event: own("shop/*") }] }, async () => did("any")),
      client.createFunction(
        { id: own("gold"), triggers: [{ event: own("shop/placed"), if: "event.data.level == 'gold'" }] },
        async () => did("gold"),
      ),
      client.createFunction(
        { id: own("either"), triggers: [{ event: own("shop/paid") }, { event: own("other") }] },
        async () => did("either"),
      ),
    ],
    acts: [
      { send: { name: "shop/placed", data: { level: "silver" } } },
      { ended: 2 },
      { send: { name: "shop/placed", data: { level: "gold" } } },
      { ended: 5 },
      { send: { name: "other" } },
    ],
    lines: [["exact", "any"], ["exact", "any", "gold"], "either"],
    ends: {
      exact: [{ completed: null }, { completed: null }],
      any: [{ completed: null }, { completed: null }],
      gold: [{ completed: null }],
      either: [{ completed: null }],
    },
  },
  {
    name: "two-hundred-at-once",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }] },
        async ({ event, step }) => {
          await step.run("count", () => did(`ran ${event.data.n}`));
        },
      ),
    ],
    acts: [{ send: Array.from({ length: MANY }, (_, n) => ({ name: "go", data: { n } })) }],
    lines: [Array.from({ length: MANY }, (_, n) => `ran ${n}`)],
    ends: { main: Array.from({ length: MANY }, () => ({ completed: null })) },
  },
];

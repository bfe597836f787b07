import type { Case, Lab } from "../support/case";

/** Writes "waiting" down, waits for an `answer`, and gives back its data. */
const waiter = (
  { client, own, did }: Lab,
  how: { match: string } | { if: string } | Record<never, never>,
  timeout = "30d",
  id = "main",
) =>
  client.createFunction({ id: own(id), triggers: [{ event: own("go") }] }, async ({ step }) => {
    await step.run("register", () => did("waiting"));
    const answer = await step.waitForEvent("w", { event: own("answer"), timeout, ...how });
    return answer?.data ?? null;
  });

export const waits: Case[] = [
  {
    name: "a-match",
    functions: (lab) => [waiter(lab, { match: "data.order" })],
    acts: [
      { send: { name: "go", data: { order: "A1" } } },
      { until: "waiting" },
      "rest",
      { send: { name: "answer", data: { order: "B2" } } },
      { send: { name: "something else", data: { order: "A1" } } },
      "rest",
      { send: { name: "answer", data: { order: "A1", amount: 5 } } },
    ],
    lines: ["waiting"],
    ends: { main: [{ completed: { order: "A1", amount: 5 } }] },
  },
  {
    name: "a-literal",
    functions: (lab) => [waiter(lab, { if: 'async.data.kind == "final"' })],
    acts: [
      { send: { name: "go" } },
      { until: "waiting" },
      "rest",
      { send: { name: "answer", data: { kind: "first" } } },
      "rest",
      { send: { name: "answer", data: { kind: "final" } } },
    ],
    lines: ["waiting"],
    ends: { main: [{ completed: { kind: "final" } }] },
  },
  {
    name: "several-conditions",
    functions: (lab) => [
      waiter(lab, {
        if: "async.data.id == event.data.id && async.data.kind == 'final' && async.data.at.n == 3",
      }),
    ],
    acts: [
      { send: { name: "go", data: { id: 7 } } },
      { until: "waiting" },
      "rest",
      { send: { name: "answer", data: { id: 7, kind: "first", at: { n: 3 } } } },
      { send: { name: "answer", data: { id: 8, kind: "final", at: { n: 3 } } } },
      { send: { name: "answer", data: { id: 7, kind: "final", at: { n: 4 } } } },
      "rest",
      { send: { name: "answer", data: { id: 7, kind: "final", at: { n: 3 }, last: true } } },
    ],
    lines: ["waiting"],
    ends: { main: [{ completed: { id: 7, kind: "final", at: { n: 3 }, last: true } }] },
  },
  {
    name: "no-answer-in-time",
    functions: (lab) => [waiter(lab, { match: "data.order" }, lab.nap)],
    acts: [
      { send: { name: "go", data: { order: "A1" } } },
      { until: "waiting" },
      { send: { name: "answer", data: { order: "B2" } } },
    ],
    lines: ["waiting"],
    ends: { main: [{ completed: null }] },
  },
  {
    name: "an-answer-before-the-wait",
    functions: (lab) => [waiter(lab, {}, lab.nap)],
    acts: [{ send: { name: "answer" } }, "rest", { send: { name: "go" } }],
    lines: ["waiting"],
    ends: { main: [{ completed: null }] },
  },
  {
    name: "many-waiters",
    functions: (lab) => [waiter(lab, {}), waiter(lab, {}, "30d", "other")],
    acts: [
      { send: [{ name: "go" }, { name: "go" }] },
      { until: "waiting", times: 4 },
      "rest",
      { send: { name: "answer", data: { n: 1 } } },
    ],
    lines: ["waiting", "waiting", "waiting", "waiting"],
    ends: {
      main: [{ completed: { n: 1 } }, { completed: { n: 1 } }],
      other: [{ completed: { n: 1 } }, { completed: { n: 1 } }],
    },
  },
  {
    name: "a-wait-after-a-wait",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const got: unknown[] = [];
        for (let n = 0; n < 3; n++) {
          await step.run(`register ${n}`, () => did(`waiting ${n}`));
          got.push((await step.waitForEvent("w", { event: own("answer"), timeout: "30d" }))?.data.n);
        }
        return got;
      }),
    ],
    acts: [
      { send: { name: "go" } },
      ...[0, 1, 2].flatMap((n) => [
        { until: `waiting ${n}` },
        "rest" as const,
        { send: { name: "answer", data: { n } } },
      ]),
    ],
    lines: ["waiting 0", "waiting 1", "waiting 2"],
    ends: { main: [{ completed: [0, 1, 2] }] },
  },
];

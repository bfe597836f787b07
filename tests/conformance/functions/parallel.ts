import type { Case, Lab } from "../support/case";

const chains = ({ client, own, did, nap }: Lab, optimizeParallelism: boolean) =>
  client.createFunction(
    { id: own("main"), triggers: [{ event: own("go") }], optimizeParallelism },
    async ({ step }) => {
      const leaf = (name: string) => step.run(name, () => did(name));
      const quick = async () => {
        await leaf("a1");
        await leaf("a2");
        await leaf("a3");
        return "a";
      };
      const slow = async () => {
        await step.sleep("b1", nap);
        await leaf("b2");
        return "b";
      };
      return Promise.all([quick(), slow()]);
    },
  );

export const parallel: Case[] = [
  {
    name: "side-by-side",
    functions: ({ client, own, did, nap }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const leaf = (name: string) =>
          step.run(name, () => {
            did(name);
            return name;
          });
        return Promise.all([
          leaf("a"),
          leaf("b"),
          step.sleep("nap", nap),
          step.waitForEvent("w", { event: own("never"), timeout: nap }),
        ]);
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [["a", "b"]],
    ends: { main: [{ completed: ["a", "b", null, null] }] },
  },
  {
    name: "one-of-them-fails",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 1 },
        async ({ step, attempt }) =>
          Promise.all([
            step.run("steady", () => {
              did("steady");
              return 1;
            }),
            step.run("shaky", () => {
              did(`shaky ${attempt}`);
              if (attempt === 0) throw new Error("not yet");
              return 2;
            }),
            step
              .run("doomed", () => {
                did(`doomed ${attempt}`);
                throw new Error("never");
              })
              .catch(() => 3),
          ]),
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [["steady", "shaky 0", "shaky 1", "doomed 0", "doomed 1"]],
    ends: { main: [{ completed: [1, 2, 3] }] },
  },
  {
    name: "one-of-them-fails-the-run",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 0 },
        async ({ step }) => {
          await Promise.all([
            step.run("steady", () => did("steady")),
            step.run("doomed", () => {
              did("doomed");
              throw new Error("never");
            }),
          ]);
          await step.run("after", () => did("after"));
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [["steady", "doomed"]],
    ends: { main: [{ failed: "never" }] },
  },
  {
    name: "chains-in-rounds",
    functions: (lab) => [chains(lab, true)],
    acts: [{ send: { name: "go" } }],
    // a2 belongs to the second round, which begins when the sleep of the first is over; a3 to the third.
    lines: ["a1", ["a2", "b2"], "a3"],
    ends: { main: [{ completed: ["a", "b"] }] },
  },
  {
    name: "chains-by-themselves",
    functions: (lab) => [chains(lab, false)],
    acts: [{ send: { name: "go" } }],
    lines: ["a1", "a2", "a3", "b2"],
    ends: { main: [{ completed: ["a", "b"] }] },
  },
  {
    name: "a-race",
    functions: ({ client, own, did, nap }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }] },
        async ({ group, step }) => {
          const leaf = (name: string) =>
            step.run(name, () => {
              did(name);
              return name;
            });
          const slow = async () => {
            await step.sleep("slow", nap);
            return "slow";
          };
          const winner = await group.parallel({ mode: "race" }, () => Promise.race([leaf("quick"), slow()]));
          await leaf("after");
          await leaf("after that");
          return winner;
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["quick", "after", "after that"],
    ends: { main: [{ completed: "quick" }] },
  },
  {
    name: "a-plain-race",
    functions: ({ client, own, nap, long }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const first = await Promise.race([
          step.sleep("long", long).then(() => "long"),
          step.sleep("short", nap).then(() => "short"),
        ]);
        await step.sleep("then", nap);
        return first;
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [],
    // The run goes on when both are over; the order in which they ended decides.
    ends: { main: [{ completed: "short" }] },
  },
  {
    name: "nested",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        const leaf = (name: string) =>
          step.run(name, () => {
            did(name);
            return name;
          });
        const branch = async (name: string) => {
          const first = await leaf(`${name}1`);
          return [first, ...(await Promise.all([leaf(`${name}2`), leaf(`${name}3`)]))];
        };
        const all = await Promise.all([branch("a"), branch("b"), leaf("c")]);
        return [...all.flat(), await leaf("d")];
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [["a1", "b1", "c"], ["a2", "a3", "b2", "b3"], "d"],
    ends: { main: [{ completed: ["a1", "a2", "a3", "b1", "b2", "b3", "c", "d"] }] },
  },
  {
    name: "two-rounds-of-many",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }] }, async ({ step }) => {
        let sum = 0;
        for (const round of [1, 2]) {
          const parts = await Promise.all(
            Array.from({ length: 12 }, (_, n) =>
              step.run(`${round}:${n}`, () => {
                did(`${round}:${n}`);
                return n;
              }),
            ),
          );
          sum += parts.reduce((total, n) => total + n, 0);
        }
        return sum;
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: [1, 2].map((round) => Array.from({ length: 12 }, (_, n) => `${round}:${n}`)),
    ends: { main: [{ completed: 132 }] },
  },
];

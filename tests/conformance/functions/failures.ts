import { NonRetriableError, RetryAfterError } from "inngest";
import type { Case } from "../support/case";

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const failures: Case[] = [
  {
    name: "a-step-tried-again",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 3 },
        async ({ step, attempt }) => {
          await step.run("first", () => did("first"));
          const second = await step.run("second", () => {
            did(`second, attempt ${attempt}`);
            if (attempt < 2) throw new Error("not yet");
            return "got it";
          });
          await step.run("third", () => did("third"));
          return second;
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["first", "second, attempt 0", "second, attempt 1", "second, attempt 2", "third"],
    ends: { main: [{ completed: "got it" }] },
  },
  {
    name: "attempts-are-counted-per-step",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 1 },
        async ({ step, attempt }) => {
          for (const name of ["a", "b"])
            await step.run(name, () => {
              did(`${name} ${attempt}`);
              if (attempt === 0) throw new Error("once more");
            });
          return "done";
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["a 0", "a 1", "b 0", "b 1"],
    ends: { main: [{ completed: "done" }] },
  },
  {
    name: "out-of-attempts",
    functions: ({ client, own, did }) => [
      client.createFunction(
        {
          id: own("main"),
          triggers: [{ event: own("go") }],
          retries: 1,
          onFailure: async ({ error, event, step }) =>
            step.run("tell", () => did(`failed: ${error.message}, ${event.data.event.data.n}`)),
        },
        async ({ step, attempt }) => {
          await step.run("before", () => did("before"));
          await step.run("doomed", () => {
            did(`doomed ${attempt}`);
            throw new Error("gave up");
          });
        },
      ),
    ],
    acts: [{ send: { name: "go", data: { n: 3 } } }],
    lines: ["before", "doomed 0", "doomed 1", "failed: gave up, 3"],
    ends: { main: [{ failed: "gave up" }] },
  },
  {
    name: "an-on-failure-tried-again",
    functions: ({ client, own, did }) => [
      client.createFunction(
        {
          id: own("main"),
          triggers: [{ event: own("go") }],
          retries: 0,
          onFailure: async ({ step, attempt }) =>
            step.run("clean up", () => {
              did(`clean up ${attempt}`);
              if (attempt === 0) throw new Error("the handler fails too");
            }),
        },
        async () => {
          throw new Error("at once");
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["clean up 0", "clean up 1"],
    ends: { main: [{ failed: "at once" }] },
  },
  {
    name: "non-retriable",
    functions: ({ client, own, did }) => [
      client.createFunction(
        {
          id: own("main"),
          triggers: [{ event: own("go") }],
          retries: 5,
          onFailure: async ({ error }) => did(`told: ${error.message}`),
        },
        async ({ step }) =>
          step.run("doomed", () => {
            did("doomed");
            throw new NonRetriableError("no way", { cause: new Error("reason") });
          }),
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["doomed", "told: no way"],
    ends: { main: [{ failed: "no way" }] },
  },
  {
    name: "a-failed-step-caught",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 1 },
        async ({ step }) => {
          const caught: string[] = [];
          for (const error of [new Error("again and again"), new NonRetriableError("never")])
            await step
              .run(`doomed: ${error.message}`, () => {
                did(error.message);
                throw error;
              })
              .catch((thrown: unknown) => caught.push(message(thrown)));
          await step.run("instead", () => did("instead"));
          return caught;
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["again and again", "again and again", "never", "instead"],
    ends: { main: [{ completed: ["again and again", "never"] }] },
  },
  {
    name: "retry-after",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 1 },
        async ({ step, attempt }) =>
          step.run("busy", () => {
            did(`attempt ${attempt}`);
            if (attempt === 0) throw new RetryAfterError("busy", "1s");
            return "ok";
          }),
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["attempt 0", "attempt 1"],
    ends: { main: [{ completed: "ok" }] },
  },
  {
    name: "an-error-between-steps",
    functions: ({ client, own, did }) => [
      client.createFunction(
        { id: own("main"), triggers: [{ event: own("go") }], retries: 2 },
        async ({ step, attempt }) => {
          await step.run("a", () => did("a"));
          did(`between, attempt ${attempt}`);
          if (attempt < 2) throw new Error("outside of steps");
          return "done";
        },
      ),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["a", "between, attempt 0", "between, attempt 1", "between, attempt 2"],
    ends: { main: [{ completed: "done" }] },
  },
  {
    name: "an-error-between-steps-for-good",
    functions: ({ client, own, did }) => [
      client.createFunction({ id: own("main"), triggers: [{ event: own("go") }], retries: 1 }, async () => {
        did("body");
        throw new Error("outside of steps");
      }),
    ],
    acts: [{ send: { name: "go" } }],
    lines: ["body", "body"],
    ends: { main: [{ failed: "outside of steps" }] },
  },
];

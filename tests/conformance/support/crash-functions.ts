import type { Inngest, InngestFunction } from "inngest";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";

/** Every execution of a step leaves a row, with the process that did it. */
export const EFFECTS =
  "create table effects (run int not null, step text not null, pid int not null, at timestamptz default clock_timestamp())";

const did = (run: unknown, step: string) =>
  pool().query("insert into effects (run, step, pid) values ($1, $2, $3)", [run, step, process.pid]);

const nap = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 30));

/** A date, not a duration: durations are whole seconds. */
const soon = () => new Date(now().getTime() + 300);

/** Steps in a row, a sleep, steps side by side, a wait that times out: everything that can be cut in the middle. */
export const crashFunctions = (client: Inngest): InngestFunction.Like[] => [
  client.createFunction(
    { id: "long", triggers: [{ event: "crash/go" }], retries: 5 },
    async ({ event, step }) => {
      const { run } = event.data;
      const one = (name: string) =>
        step.run(name, async () => {
          await nap();
          await did(run, name);
          await nap();
          return name;
        });
      await one("a");
      await one("b");
      await step.sleepUntil("rest", soon());
      await Promise.all([one("c"), one("d"), one("e")]);
      await step.waitForEvent("w", { event: "crash/never", timeout: soon() });
      await one("z");
      return "done";
    },
  ),
];

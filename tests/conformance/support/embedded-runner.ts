import { randomUUID } from "node:crypto";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import type { End } from "@/inngest/executor/ended-run";
import type { Act, Case, Outcome, Played, Sent } from "./case";
import { type Journal, journalOf, openJournal } from "./journal";
import { jumpingClock } from "./jumping-clock";

export type Runner = { play: (played: Case) => Promise<Played>; stop: () => Promise<void> };

const LASTING = { nap: "3h", long: "90d" };

/**
 * Plays cases on one embedded executor. Whenever nothing is left to be done but to wait, the clock jumps to the time
 * that is waited for: hours of sleeps and retries pass at once, and in their order.
 */
export async function embeddedRunner(cases: Case[]): Promise<Runner> {
  const clock = jumpingClock();
  const client = embeddedClient(`t${randomUUID().slice(0, 8)}`);
  const journals = new Map(cases.map((one) => [one.name, openJournal(client, one, LASTING)]));
  const executor = createExecutor({
    client,
    functions: cases.flatMap(({ name, functions }) => functions(journal(name).lab)),
    ended: ({ functionId }, end) =>
      journalOf(journals, client, functionId)?.ended(functionId, outcomeOf(end)),
  });
  const working = await executor.start({ concurrency: 20 });

  function journal(name: string): Journal {
    const found = journals.get(name);
    if (!found) throw new Error(`There is no case ${name}`);
    return found;
  }

  const act = async ({ lab, lines, deploy, endCount }: Journal, step: Act): Promise<void> => {
    if (step === "deploy") deploy();
    else if (step === "rest") await clock.until("rest", ({ busy }) => busy === 0);
    else if ("send" in step) await executor.send([step.send].flat().map((sent) => named(lab.own, sent)));
    else if ("ended" in step) await clock.until(`${step.ended} ends`, () => endCount() >= step.ended);
    else
      await clock.until(
        `“${step.until}”`,
        () => lines.filter((line) => line === step.until).length >= (step.times ?? 1),
        { jumps: true },
      );
  };

  return {
    async play(played) {
      const of = journal(played.name);
      for (const step of played.acts) await act(of, step);
      await clock.until("the end of all", ({ rows }) => rows === 0, { jumps: true });
      // The last end is told right after it was written.
      const expected = Object.values(played.ends).flat().length;
      await clock.until("all ends", () => of.endCount() >= expected, { patienceMs: 1_000 }).catch(() => {});
      return of;
    },
    async stop() {
      await working.stop();
      await executor.close();
    },
  };
}

export const named = (own: (name: string) => string, { name, id, data }: Sent): Sent => ({
  name: own(name),
  ...(id === undefined ? {} : { id: own(id) }),
  data: data ?? {},
});

function outcomeOf(end: End): Outcome {
  if (end.status === "completed") return { completed: end.output };
  if (end.status === "cancelled") return "cancelled";
  const { error } = end;
  return {
    failed:
      typeof error === "object" && error !== null && "message" in error
        ? String(error.message)
        : String(error),
  };
}

import { RetryAfterError } from "inngest";
import { now } from "@/server/db/clock";
import { isDatabaseAway } from "@/server/db/database-away";
import { advance } from "@/server/engine/advance";
import { markOverdue, nextGeneration } from "@/server/engine/watchdog";
import { inngest, relaxedCheckpoints } from "../client";
import { runRequested, turnOf } from "../events";

/** So that the memos of one function run stay few. */
const TURNS = 100;
/** Below what servers allow a wait to take. The next turn then finds nothing to do, and waits again. */
const LONGEST_WAIT_MS = 6 * 86_400_000;
const AWAY_MS = 1_000;

/**
 * Drives one generation of one run: a turn of the engine, then a wait for the time it named or for a poke, and again.
 * It awaits nothing but these two steps, and there are no others: so no deploy can break a run that has slept 90 days.
 */
export const runFlow = inngest.createFunction(
  {
    id: "run-flow",
    triggers: [{ event: "flow/run.requested" }],
    // Only our own faults end up here; a flow's retries are the engine's.
    retries: 20,
    checkpointing: relaxedCheckpoints,
    onFailure: async ({ event }) => {
      const { runId, generation } = runRequested.shape.data.parse(event.data.event.data);
      await markOverdue(runId, generation);
    },
  },
  async ({ event, step }) => {
    const { runId, generation, workspaceId } = runRequested.shape.data.parse(event.data);
    const turn = turnOf(runId, generation);
    for (let n = 1; n <= TURNS; n++) {
      const stands = await step.run({ id: `advance:${n}`, name: `advance ${n}` }, () =>
        advance({ runId, generation }).catch(comeBackSoon),
      );
      if ("done" in stands) return { turns: n };
      if ("more" in stands) continue;
      await step.waitForEvent(`wait:${n}`, {
        event: "flow/run.poked",
        if: `async.data.turn == "${turn}"`,
        timeout: until(stands.wakeAt),
      });
    }
    const next = await step.run("next", () => nextGeneration(runId, generation));
    if (next) {
      const data = { runId, generation: next.generation, workspaceId };
      await step.sendEvent("go on", { name: "flow/run.requested", id: turnOf(runId, next.generation), data });
    }
    return { turns: TURNS };
  },
);

/** Without a database nobody goes on, and with it everybody can at once: its absence is no reason to wait ever longer. */
function comeBackSoon(error: unknown): never {
  if (isDatabaseAway(error)) throw new RetryAfterError("The database was away", AWAY_MS, { cause: error });
  throw error;
}

/** A date, not a duration: durations are cut to whole seconds. */
function until(wakeAt: string | null): Date {
  const latest = now().getTime() + LONGEST_WAIT_MS;
  return new Date(wakeAt === null ? latest : Math.min(Date.parse(wakeAt), latest));
}

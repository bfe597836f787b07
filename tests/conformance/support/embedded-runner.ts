import { randomUUID } from "node:crypto";
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import type { End } from "@/inngest/executor/ended-run";
import type { Case, Outcome } from "./case";
import { openJournals } from "./journal";
import { jumpingStage } from "./jumping-stage";
import { playOn, type Runner } from "./stage";

const LASTING = { nap: "3h", long: "90d" };

/** Plays cases on one embedded executor, in memory. */
export async function embeddedRunner(cases: Case[]): Promise<Runner> {
  const client = embeddedClient(`t${randomUUID().slice(0, 8)}`);
  const journals = openJournals(client, cases, LASTING);
  const executor = createExecutor({
    client,
    functions: journals.functions,
    ended: ({ functionId }, end) => journals.ended(functionId, outcomeOf(end)),
  });
  const stage = jumpingStage((events) => executor.send(events));
  const working = await executor.start({ concurrency: 20 });
  return {
    play: (played) => playOn(stage, played, journals.of(played)),
    async stop() {
      await working.stop();
      await executor.close();
    },
  };
}

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

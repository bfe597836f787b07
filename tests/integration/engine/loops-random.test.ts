/** Random flows with loops, executed by the real engine, come to what the pure rule's simulation comes to. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import type { Step } from "@/server/domain/step";
import { chooser, soundFlow, tape } from "@/tests/fixtures/random-flow";
import { type Deed, simulate } from "@/tests/fixtures/run-simulator";
import { drive, makeWorkspace, publish, readRun, send } from "../support/engine";

const RUNS = 60;

it("decides random flows as the simulation does", async () => {
  const seen = { loops: 0, iterations: 0, compared: 0, failed: 0 };
  const workspace = await makeWorkspace("enterprise");
  await fc.assert(
    fc.asyncProperty(tape, async (choices) => {
      const definition = real(soundFlow(chooser(choices)));
      const { decided, done, frames } = simulate(definition, { deed });
      const { flowId } = await publish(workspace, { name: "Random", ...definition });
      const runId =
        (await send(workspace, "manual.run", {}, { source: "manual", onlyFlowId: flowId })).runs[0]?.id ?? "";
      await drive(runId, 10_000);
      const run = await readRun(runId);
      expect(run.status).toBe(done.outcome);
      seen.loops += frames.length;
      seen.failed += done.outcome === "failed" ? 1 : 0;
      // Where something failed unhandled, what else had begun by then is a matter of time.
      if (done.outcome === "failed" || frames.some(({ failed }) => failed > 0)) return;
      seen.compared++;
      const { rows } = await pool().query<{ box: string; outcome: string }>(
        `select step_id || '@' || iteration_path as box, status || ' ' || coalesce(outlet, '-') as outcome
         from automation_event_log where run_id = $1`,
        [runId],
      );
      const expected = [...decided.values()].map(({ stepId, path, status, outlet }) => ({
        box: `${stepId}@${path}`,
        outcome: `${status} ${outlet ?? "-"}`,
      }));
      seen.iterations += expected.filter(({ box }) => !box.endsWith("@")).length;
      expect(rows.sort(byBox)).toEqual(expected.sort(byBox));
      expect(run.handled_errors).toBe(done.handledErrors);
    }),
    { numRuns: RUNS, seed: 7, endOnFailure: true },
  );
  for (const [what, times] of Object.entries(seen))
    expect(times, `${what} ${JSON.stringify(seen)}`).toBeGreaterThan(0);
});

const byBox = (a: { box: string }, b: { box: string }) => (a.box < b.box ? -1 : 1);

const luck = (id: string): number => [...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 97;
const fails = (id: string): boolean => luck(id) % 4 === 0;
const itemsOf = (id: string): number => luck(id) % 4;
const chosen = (id: string): number[] => [luck(id) % 2, 2];

/** The same arrows, with steps that need nobody else and do not wait. */
function real(definition: FlowDefinition): FlowDefinition {
  const act = (step: Step): Record<string, unknown> => ({
    ...step,
    ...{ type: "action", action_id: fails(step.id) ? "nothing.there" : "log", config: { message: "x" } },
  });
  const when = (step: Step) => ({ field: "item", operator: "in", value: chosen(step.id) });
  const swap = (step: Step): Record<string, unknown> => {
    if (step.type === "action" || step.type === "code" || step.type === "sub_flow") return act(step);
    if (step.type === "condition") return { ...step, condition: when(step) };
    if (step.type === "branch")
      return { ...step, cases: step.cases.map((one) => ({ ...one, condition: when(step) })) };
    if (step.type === "delay") return { ...step, for: undefined, until: "2020-01-01T00:00:00Z" };
    if (step.type === "for_each")
      return { ...step, items: Array.from({ length: itemsOf(step.id) }, (_, index) => index) };
    const { id } = step;
    const condition = when(step);
    if (step.type === "wait_for_event")
      return { id, type: "condition", condition, on_true: step.on_event, on_false: step.on_timeout };
    if (step.type === "approval")
      return { id, type: "condition", condition, on_true: step.on_approved, on_false: step.on_rejected };
    return step;
  };
  return flowDefinitionSchema.parse({
    ...definition,
    steps: definition.steps.map(swap),
    error_handlers: definition.error_handlers.map(swap),
  });
}

function deed(step: Step, path: string): Deed {
  if (step.type === "action" && fails(step.id)) return { fail: true };
  if (step.type === "for_each") return { items: itemsOf(step.id) };
  const item = path.split("@")[0]?.split(".").at(-1);
  const holds = item !== undefined && item !== "" && chosen(step.id).includes(Number(item));
  if (step.type === "condition") return { outlet: holds ? "true" : "false" };
  if (step.type === "branch") return { outlet: holds ? "case:a" : "default" };
  return { outlet: "success" };
}

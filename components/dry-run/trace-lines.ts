import type { FlowDefinition } from "@/server/domain/flow";
import { flowGraph } from "@/server/domain/flow-graph";
import type { Simulation, TraceEntry } from "@/server/domain/simulate/simulation";
import { sentenceCase, stepTitle } from "@/server/domain/step-title";
import { clockChanges, clockWords } from "./clock-changes";
import { detailOf } from "./line-words";
import { endWords } from "./simulation-words";
import type { TraceLine } from "./trace-line";

type Told = { definition: FlowDefinition; simulation: Simulation; eventType: string; at: Date; zone: string };

/**
 * A dry run as it would be told: the event, each step when it begins, waits or goes on, what happened meanwhile, changes
 * of the clock, the end. In order of time; what happened stands before the steps that it let go on.
 */
export function traceLines({ definition, simulation, eventType, at, zone }: Told): TraceLine[] {
  const { happened, end } = simulation;
  const lines: TraceLine[] = [
    { key: "start", at, kind: "start", eventType },
    ...happened.map(
      (one, index): TraceLine => ({
        ...{ key: `happened ${index}`, at: one.at, kind: "happened" },
        ...{ what: one.kind, words: one.words },
      }),
    ),
    ...clockChanges(zone, at, end.at).map(
      (change): TraceLine => ({
        ...{ key: `clock ${change.at.getTime()}`, at: change.at, kind: "clock", words: clockWords(change) },
      }),
    ),
    ...stepLines(definition, simulation.trace, zone),
  ];
  lines.sort((a, b) => a.at.getTime() - b.at.getTime());
  return [
    ...lines,
    { key: "end", at: end.at, kind: "end", outcome: end.outcome, words: lastWords(lines, end) },
  ];
}

/** What went wrong stands at the step. */
function lastWords(lines: readonly TraceLine[], end: Simulation["end"]): string {
  const failed = lines.findLast((line) => line.kind === "step" && line.entry.status === "failed");
  return end.outcome === "failed" && failed?.kind === "step" ? `Failed at “${failed.title}”` : endWords(end);
}

function stepLines(definition: FlowDefinition, trace: readonly TraceEntry[], zone: string): TraceLine[] {
  const steps = new Map([...definition.steps, ...definition.error_handlers].map((step) => [step.id, step]));
  const { edges } = flowGraph(definition);
  const waited = new Set<string>();
  const lines: TraceLine[] = [];
  for (const [index, entry] of trace.entries()) {
    const [outer] = entry.path.includes("/") ? entry.path.split("/") : [null];
    const step = outer ? null : (steps.get(entry.stepId) ?? null);
    const title = step ? stepTitle(step) : sentenceCase(entry.stepId);
    const place = `${entry.stepId} ${entry.path}`;
    if (entry.status === "skipped") {
      const before = lines.at(-1);
      const named = { stepId: entry.stepId, title };
      if (before?.kind === "skipped" && before.at.getTime() === entry.at.getTime())
        lines[lines.length - 1] = { ...before, steps: [...before.steps, named] };
      else lines.push({ key: `skipped ${index}`, at: entry.at, kind: "skipped", steps: [named] });
      continue;
    }
    // The wait said until when: that it is over shows in what comes next.
    if (step?.type === "delay" && entry.status === "succeeded" && waited.has(place)) continue;
    if (entry.status === "running" && step?.type !== "for_each") continue;
    if (entry.status === "waiting") waited.add(place);
    const way = edges.find((edge) => edge.from === entry.stepId && edge.outlet === entry.outlet);
    lines.push({
      ...{ key: `${place} ${index}`, at: entry.at, kind: "step", entry, step, item: itemWords(entry.path) },
      stepId: outer || entry.stepId,
      title: outer ? `${titleOf(steps.get(outer), outer)}: ${title}` : title,
      ...detailOf({ entry, step, wayOut: way?.label || null, zone, waited: waited.has(place) }),
    });
  }
  return lines;
}

const titleOf = (step: Parameters<typeof stepTitle>[0] | undefined, id: string): string =>
  step ? stepTitle(step) : sentenceCase(id);

/** Items are counted from 0 in the path, from 1 by people. */
function itemWords(path: string): string | null {
  const items =
    (path.split("/").at(-1) ?? "")
      .split("@")[0]
      ?.split(".")
      .filter((part) => part !== "") ?? [];
  return items.length === 0 ? null : `item ${items.map((part) => Number(part) + 1).join(".")}`;
}

import type { Catalogue } from "./catalogue";
import { didYouMean } from "./closest-names";
import { splitPath } from "./data-scope";
import { eventKind } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowDefinition } from "./flow";
import { flowGraph } from "./flow-graph";
import type { FlowProblem } from "./problem";
import { fixName } from "./problem-fix";
import { flowReferences } from "./references";
import { stepsBefore } from "./steps-before";

/** Fields that nothing is known to bring. Events may bring more than is known, so this is advice. */
export function lintFields(definition: FlowDefinition, catalogue: Catalogue | null): FlowProblem[] {
  const brought = triggerFields(definition, catalogue);
  const graph = flowGraph(definition);
  const problems: FlowProblem[] = [];
  for (const { kind, value, path, stepId, field } of flowReferences(definition)) {
    if (kind !== "field") continue;
    const [first = "", second, third, fourth] = splitPath(value);
    if (first === "steps") {
      const step = second === undefined ? null : graph.node(second)?.step;
      const outputs = step?.type === "action" && third === "output" ? outputsOf(step, catalogue) : null;
      if (outputs && fourth !== undefined && !outputs.includes(fourth))
        problems.push({
          ...{ stepId, field },
          message: `“${second}” is not known to put out “${fourth}”.${didYouMean(fourth, outputs)}`,
          hint: "Choose one of its outputs.",
          ...corrected({ stepId, field, path, prefix: `steps.${second}.output.`, name: fourth }, outputs),
        });
      continue;
    }
    // Those of the event that ends a run, which the one that starts it need not bring.
    if (stepId === null && field.startsWith("settings.exit_conditions.")) continue;
    if (!brought || PREFIXES.has(first) || brought.names.has(first)) continue;
    const isBare = !path.trim().startsWith("trigger.");
    if (isBare && stepId !== null && isOutput(definition, stepId, first, catalogue)) continue;
    problems.push({
      ...{ stepId, field },
      message: `${brought.words} is not known to bring “${first}”.${didYouMean(first, [...brought.names])}`,
      hint: "Choose a field that it brings, or leave it when your events do have it.",
      ...corrected({ stepId, field, path, prefix: isBare ? "" : "trigger.", name: first }, [
        ...brought.names,
      ]),
    });
  }
  return problems;
}

type Misspelt = { stepId: string | null; field: string; path: string; prefix: string; name: string };

/** The same reference with the name that was meant. */
const corrected = ({ stepId, field, path, prefix, name }: Misspelt, names: readonly string[]) =>
  fixName(name, names, (meant) =>
    path.trim().startsWith(prefix + name) && /^[\w-]+$/.test(meant)
      ? { kind: "correct_reference", stepId, field, from: prefix + name, to: prefix + meant }
      : null,
  );

const PREFIXES = new Set([
  ...["trigger", "variables", "contact", "error", "now", "loop", "item", "index", "step_id", "run_id"],
  "unsubscribe_url",
]);

/** What the flow's events are known to bring; null: it may be anything. */
function triggerFields(
  { trigger }: FlowDefinition,
  catalogue: Catalogue | null,
): { names: ReadonlySet<string>; words: string } | null {
  if (trigger.type !== "event") return null;
  const names = new Set<string>();
  for (const type of trigger.event_types.map(canonicalEventType)) {
    const kind = eventKind(type);
    const known = [...(catalogue?.eventFields?.[type] ?? []), ...Object.keys(kind?.sample ?? {})];
    const schema = kind && Object.keys(kind.payload.shape);
    if (known.length === 0 && !schema) return null;
    for (const name of [...known, ...(schema ?? [])]) names.add(name);
  }
  return { names, words: trigger.event_types.map((type) => `“${canonicalEventType(type)}”`).join(" or ") };
}

const outputsOf = (
  step: { action_id: string; plugin_id?: string | undefined },
  catalogue: Catalogue | null,
) => {
  const offered = catalogue?.actions.filter(
    ({ key, alsoKnownAs = [], plugins }) =>
      (key === step.action_id || alsoKnownAs.includes(step.action_id)) &&
      (!step.plugin_id || step.plugin_id === "platform" || plugins.includes(step.plugin_id)),
  );
  const outputs = offered?.length === 1 ? offered[0]?.outputs : undefined;
  return outputs && outputs.length > 0 ? outputs : null;
};

/** Bare names also read what earlier steps put out; of some steps nobody knows what. */
function isOutput(
  definition: FlowDefinition,
  stepId: string,
  name: string,
  catalogue: Catalogue | null,
): boolean {
  const before = stepsBefore(definition, stepId);
  return [...definition.steps, ...definition.error_handlers].some((step) => {
    if (!before.has(step.id) || !PUTS_OUT.has(step.type)) return false;
    const outputs = step.type === "action" ? outputsOf(step, catalogue) : null;
    return outputs === null || outputs.includes(name);
  });
}

const PUTS_OUT = new Set(["action", "code", "sub_flow", "wait_for_event", "for_each", "approval"]);

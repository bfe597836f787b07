import { didYouMean } from "./closest-names";
import type { Condition } from "./condition";
import { splitPath } from "./data-scope";
import type { FlowDefinition } from "./flow";
import type { FlowEdit } from "./flow-edit";
import { type FlowGraph, flowGraph } from "./flow-graph";
import { patternProblem } from "./pattern";
import type { FlowProblem, WayOut } from "./problem";
import { fixName } from "./problem-fix";
import { quotedStep } from "./quoted-step";
import type { Step } from "./step";
import { stepsBefore } from "./steps-before";
import { templateProblem } from "./template";
import { templateReferences } from "./template-references";
import { isTemplate } from "./template-source";

/** References that lead nowhere, and texts and patterns that cannot be read. */
export function referenceProblems(definition: FlowDefinition): FlowProblem[] {
  const graph = flowGraph(definition);
  const variables = knownVariables(definition);
  const problems: FlowProblem[] = [];
  for (const { step } of graph.nodes) {
    if (!step) continue;
    const complain = (field: string, message: string, wayOut: WayOut = {}) =>
      problems.push({ stepId: step.id, field, message, ...wayOut });
    let before: ReadonlySet<string> | null = null;
    const check = (field: string, path: string) => {
      const [prefix, name, ...rest] = splitPath(path);
      if (name === undefined) return;
      if (prefix === "variables" && !variables.has(name))
        complain(
          field,
          `There is no variable “${name}”.${didYouMean(name, variables)}`,
          noVariable(step, field, name, variables),
        );
      if (prefix !== "steps") return;
      before ??= stepsBefore(definition, step.id);
      const problem = stepReference(graph, step, before, [name, ...rest]);
      if (problem) complain(field, problem.message, problem.way(field));
    };
    for (const { field, text } of textsOf(step)) {
      const broken = templateProblem(text);
      if (broken) complain(field, broken);
      for (const { path } of templateReferences(text)) check(field, path);
    }
    for (const { field, rule } of rulesOf(step)) {
      if (!isTemplate(rule.field)) check(`${field}.field`, rule.field);
      const pattern =
        rule.operator === "matches" && typeof rule.value === "string" && !isTemplate(rule.value)
          ? patternProblem(rule.value)
          : null;
      if (pattern) complain(`${field}.value`, pattern);
    }
  }
  return problems;
}

function knownVariables(definition: FlowDefinition): Set<string> {
  const names = new Set(Object.keys(definition.variables));
  for (const step of [...definition.steps, ...definition.error_handlers]) {
    if (step.type === "set_variables") for (const name of Object.keys(step.variables)) names.add(name);
  }
  return names;
}

/** An id may have dots, so it is the longest beginning of the path that is one. */
function stepReference(
  graph: FlowGraph,
  step: Step,
  before: ReadonlySet<string>,
  parts: string[],
): { message: string; way: (field: string) => WayOut } | null {
  const wrong = (message: string, hint: string) => ({ message, way: () => ({ hint }) });
  const id = parts
    .map((_, index) => parts.slice(0, parts.length - index).join("."))
    .find((name) => graph.node(name)?.step);
  const known = id === undefined ? undefined : graph.node(id);
  if (!known?.step) {
    const ids = graph.nodes.flatMap((node) => (node.step ? [node.id] : []));
    const [written = ""] = parts;
    return {
      message: `There is no step “${written}”.${didYouMean(written, ids)}`,
      way: (field) => ({
        hint: "Choose an output of a step that is there.",
        ...fixName(written, [...before], (id) =>
          PLAIN.test(id) && PLAIN.test(written)
            ? correction(step, field, `steps.${written}`, `steps.${id}`)
            : null,
        ),
      }),
    };
  }
  if (known.id === step.id)
    return wrong(
      `Step ${quotedStep(step)} refers to its own output, which is not there yet.`,
      "Choose an output of a step before it.",
    );
  if (known.loop !== null && !isInside(graph, step.id, known.loop)) {
    return wrong(
      `Step ${quotedStep(known.step)} runs once per item of a loop; its output cannot be read outside of it.`,
      "Read what the loop itself gives out, or move this step into the loop.",
    );
  }
  return before.has(known.id)
    ? null
    : wrong(
        `Step ${quotedStep(known.step)} cannot have run before this one, so its output is always empty here.`,
        "Move this step behind it, or choose another output.",
      );
}

const PLAIN = /^[\w-]+$/;

const correction = (step: Step, field: string, from: string, to: string): FlowEdit => ({
  ...{ kind: "correct_reference", stepId: step.id, field, from, to },
});

/** The one that was meant; else it is made, empty. */
function noVariable(step: Step, field: string, name: string, variables: ReadonlySet<string>): WayOut {
  if (!PLAIN.test(name)) return {};
  const meant = fixName(name, variables, (other) =>
    correction(step, field, `variables.${name}`, `variables.${other}`),
  );
  if (meant.fix) return meant;
  return {
    hint: "Add it to the flow’s variables, or set it in a step before.",
    fix: { label: `Add the variable “${name}”`, edits: [{ kind: "set_variable", name, value: "" }] },
  };
}

function isInside(graph: FlowGraph, stepId: string, loop: string): boolean {
  for (let at = graph.node(stepId)?.loop; at; at = graph.node(at)?.loop) if (at === loop) return true;
  return false;
}

/** Fields that are words for people, ids, or code of another language. */
const NO_TEMPLATES = new Set(["id", "type", "name", "description", "source", "body", "target", "field"]);

function textsOf(step: Step): { field: string; text: string }[] {
  const texts: { field: string; text: string }[] = [];
  const visit = (value: unknown, field: string) => {
    if (typeof value === "string") {
      if (isTemplate(value)) texts.push({ field, text: value });
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(inner, field ? `${field}.${key}` : key);
    }
  };
  for (const [key, value] of Object.entries(step))
    if (!NO_TEMPLATES.has(key) && !key.startsWith("on_")) visit(value, key);
  return texts;
}

type Rule = Extract<Condition, { field: string }>;

function rulesOf(step: Step): { field: string; rule: Rule }[] {
  const collect = (condition: Condition, field: string): { field: string; rule: Rule }[] => {
    if ("and" in condition)
      return condition.and.flatMap((part, index) => collect(part, `${field}.and.${index}`));
    if ("or" in condition)
      return condition.or.flatMap((part, index) => collect(part, `${field}.or.${index}`));
    return "condition_id" in condition ? [] : [{ field, rule: condition }];
  };
  if (step.type === "condition") return collect(step.condition, "condition");
  return step.type === "branch"
    ? step.cases.flatMap(({ condition }, index) => collect(condition, `cases.${index}.condition`))
    : [];
}

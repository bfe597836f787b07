import type { Catalogue, CatalogueAction } from "./catalogue";
import { didYouMean } from "./closest-names";
import { eventSample } from "./event-catalogue";
import { canonicalEventType } from "./event-type";
import type { FlowDefinition } from "./flow";
import type { FlowEdit } from "./flow-edit";
import { flowGraph, TRIGGER } from "./flow-graph";
import { type FlowInput, flowInputProblem } from "./flow-input";
import type { FlowProblem, WayOut } from "./problem";
import { fixName } from "./problem-fix";
import { quotedStep } from "./quoted-step";
import type { ActionStep, Step } from "./step";
import { stepsBefore } from "./steps-before";
import { isTemplate } from "./template-source";

type Complain = (step: Step, field: string, message: string, wayOut?: WayOut) => void;

/** What is not there in this workspace, or will hardly do what was meant. The flow runs, and the step may fail. */
export function catalogueProblems(definition: FlowDefinition, catalogue: Catalogue | null): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const complain: Complain = (step, field, message, wayOut) =>
    problems.push({ stepId: step.id, field, message, ...wayOut });
  const graph = flowGraph(definition);
  const reached = new Set([TRIGGER]);
  for (const id of reached) for (const edge of graph.edgesFrom(id)) if (!edge.broken) reached.add(edge.to);

  for (const { step, kind } of graph.nodes) {
    if (!step) continue;
    if (!reached.has(step.id)) {
      const unused =
        kind === "handler" ? "No failing step leads to this error handler" : "Nothing leads to this step";
      complain(step, "", `${unused}, so it never runs. Connect or remove it.`);
    }
    if (catalogue && step.type === "action") actionProblems(definition, step, catalogue, complain);
    if (catalogue?.flows && step.type === "sub_flow" && !catalogue.flows.includes(step.flow_id)) {
      complain(
        step,
        "flow_id",
        `There is no flow “${step.flow_id}” here.${didYouMean(step.flow_id, catalogue.flows)}`,
        fixName(step.flow_id, catalogue.flows, (flow_id) => update(step, { flow_id })),
      );
    }
    const expected = step.type === "sub_flow" ? catalogue?.flowInputs?.[step.flow_id] : undefined;
    if (expected && step.type === "sub_flow") inputProblems(step, expected, complain);
    endlessWait(step, complain);
  }
  return problems;
}

/** What is a template is only known when the step runs. */
function inputProblems(
  step: Extract<Step, { type: "sub_flow" }>,
  expected: FlowInput,
  complain: Complain,
): void {
  const entries = Object.entries(expected).filter(([field]) => {
    const value = step.input[field];
    return !(typeof value === "string" && isTemplate(value));
  });
  const problem = flowInputProblem(Object.fromEntries(entries), step.input);
  if (problem) complain(step, `input.${problem.field}`, `Input ${problem.message}`);
}

function endlessWait(step: Step, complain: Complain): void {
  if ((step.type !== "wait_for_event" && step.type !== "approval") || step.timeout) return;
  const what = step.type === "approval" ? "nobody answers" : "the event never comes";
  complain(
    step,
    "timeout",
    `Step ${quotedStep(step)} waits without a time limit: if ${what}, the run never ends. Give it a timeout.`,
  );
}

function actionProblems(
  definition: FlowDefinition,
  step: ActionStep,
  catalogue: Catalogue,
  complain: Complain,
): void {
  const found = findOffered(step, catalogue);
  if ("problem" in found) {
    const { field, names } = found;
    const meant = fixName(field === "plugin_id" ? (step.plugin_id ?? "") : step.action_id, names, (name) =>
      update(step, { [field]: name }),
    );
    complain(step, field, `${found.problem} The step will fail into its error branch.`, meant);
    return;
  }
  const { action } = found;
  const given = new Set(Object.keys(step.config).map((name) => action.aliases[name] ?? name));
  const known = action.required.some((field) => !given.has(field))
    ? runData(definition, step, catalogue)
    : null;
  for (const field of action.required) {
    if (given.has(field) || known?.has(field)) continue;
    complain(
      step,
      `config.${field}`,
      `${action.title} needs “${field}”. It is taken from the run's data if there is a field of that name; better set it here.`,
    );
  }
  for (const field of given) {
    if (!action.fields || action.fields.includes(field)) continue;
    complain(
      step,
      `config.${field}`,
      `${action.title} has no input “${field}”.${didYouMean(field, action.fields)}`,
      noInput(
        step,
        field,
        action.fields.filter((name) => !given.has(name)),
      ),
    );
  }
  unknownTemplate(step, catalogue, complain);
  if (step.connection_id && catalogue.connections && !catalogue.connections.includes(step.connection_id)) {
    complain(
      step,
      "connection_id",
      `The connection “${step.connection_id}” is not in this workspace (any more). Choose another.`,
      onlyConnection(step, action),
    );
  } else if (action.needsConnection && !step.connection_id) {
    complain(
      step,
      "connection_id",
      `${action.title} needs a connection to ${action.needsConnection}. Connect it, and choose the connection here.`,
      onlyConnection(step, action),
    );
  }
}

const update = (step: Step, changes: Extract<FlowEdit, { kind: "update_step" }>["changes"]): FlowEdit => ({
  ...{ kind: "update_step", stepId: step.id, changes },
});

/** Under the name that was meant, or not at all: an input that the action does not have does nothing. */
function noInput(step: ActionStep, field: string, free: readonly string[]): WayOut {
  const { [field]: value = null, ...config } = step.config;
  const meant = fixName(field, free, (name) => update(step, { config: { ...config, [name]: value } }));
  if (meant.fix) return meant;
  return { fix: { label: `Remove “${field}”`, edits: [update(step, { config })] } };
}

function onlyConnection(step: ActionStep, { connectable = [] }: CatalogueAction): WayOut {
  const [only, ...others] = connectable;
  if (!only || others.length > 0) return {};
  return { fix: { label: `Use “${only.name}”`, edits: [update(step, { connection_id: only.id })] } };
}

/** The message goes out all the same, with the subject and text of the step. */
function unknownTemplate(step: ActionStep, { messageTemplates }: Catalogue, complain: Complain): void {
  const { config } = step;
  const { template } = config;
  if (
    !messageTemplates ||
    !MESSAGES.has(step.action_id) ||
    typeof template !== "string" ||
    isTemplate(template)
  )
    return;
  if (messageTemplates.some((name) => name.toLowerCase() === template.trim().toLowerCase())) return;
  complain(
    step,
    "config.template",
    `There is no message template “${template}”.${didYouMean(template, messageTemplates)} The step's own subject and text are sent.`,
    fixName(template, messageTemplates, (name) => update(step, { config: { ...config, template: name } })),
  );
}

const MESSAGES = new Set(["send_email", "send_sms"]);

type Found =
  | { action: CatalogueAction }
  | { problem: string; field: "plugin_id" | "action_id"; names: readonly string[] };

const isNamed = ({ key, alsoKnownAs = [] }: CatalogueAction, name: string) =>
  key === name || alsoKnownAs.includes(name);

/** Without a plugin: the platform first, then the only plugin that has it. */
function findOffered(step: ActionStep, { actions }: Catalogue): Found {
  const wanted = step.plugin_id && step.plugin_id !== "platform" ? step.plugin_id : null;
  const named = actions.filter((action) => isNamed(action, step.action_id));
  const own = wanted ? actions.filter(({ plugins }) => plugins.includes(wanted)) : actions;
  const action = wanted
    ? own.find((known) => isNamed(known, step.action_id))
    : (named.find(({ plugins }) => plugins.length === 0) ?? named[0]);
  if (!action && wanted && own.length === 0) {
    const names = actions.flatMap(({ plugins }) => plugins);
    const problem = `The plugin “${wanted}” is not installed here.${didYouMean(wanted, names)}`;
    return { field: "plugin_id", problem, names };
  }
  if (!action) {
    const names = own.map(({ key }) => key);
    const problem = `There is no action “${step.action_id}”${wanted ? ` in ${wanted}` : ""}.${didYouMean(step.action_id, names)}`;
    return { field: "action_id", problem, names };
  }
  if (!wanted && action.plugins.length > 0 && named.length > 1) {
    return {
      field: "plugin_id",
      names: [],
      problem: `Several plugins have an action “${step.action_id}”: ${named.map(({ plugins }) => plugins[0]).join(", ")}. Choose one.`,
    };
  }
  return { action };
}

/** Names that are known to be in the run's data when the step runs. */
function runData(definition: FlowDefinition, step: ActionStep, catalogue: Catalogue): Set<string> {
  const { trigger } = definition;
  const samples =
    trigger.type === "event"
      ? trigger.event_types.map((type) => Object.keys(eventSample(canonicalEventType(type)) ?? {}))
      : [];
  const [first = [], ...others] = samples;
  const names = new Set(first.filter((name) => others.every((sample) => sample.includes(name))));
  const before = stepsBefore(definition, step.id);
  for (const other of [...definition.steps, ...definition.error_handlers]) {
    if (other.type !== "action" || !before.has(other.id)) continue;
    const found = findOffered(other, catalogue);
    if ("action" in found) for (const name of found.action.outputs ?? []) names.add(name);
  }
  if (definition.error_handlers.some(({ id }) => id === step.id))
    for (const name of ["error", "step_id", "run_id"]) names.add(name);
  return names;
}

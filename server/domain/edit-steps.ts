import { AppError } from "./errors";
import type { FlowDefinition } from "./flow";
import type { FlowEdit } from "./flow-edit";
import { withBodies } from "./flow-fragment";
import { flowGraph, type GraphEdge, TRIGGER } from "./flow-graph";
import { END, LIMITS } from "./flow-limits";
import { keepWays, makeFirst } from "./keep-ways";
import { tooManySteps } from "./limit-problems";
import { mainOutlet, outletsOf } from "./outlets";
import { sameValue } from "./same-value";
import { type Step, stepSchema } from "./step";
import { withTarget } from "./step-target";

type Edit<Kind extends FlowEdit["kind"]> = Extract<FlowEdit, { kind: Kind }>;

export function addStep(
  definition: FlowDefinition,
  { step, after, before }: Edit<"add_step">,
): FlowDefinition {
  checkNew(definition, [step]);
  if (before !== undefined) return addBefore(definition, step, before);
  if (!after) {
    const steps = [...definition.steps, step];
    // The last step may be silent: it goes on with the new one. Steps of a loop's body do not.
    return { ...definition, steps };
  }
  if (after.stepId === TRIGGER) {
    const goesOn = leadOn(step, definition.steps[0]?.id ?? END);
    return keepWays(definition, { ...definition, steps: [goesOn, ...definition.steps] }, ({ to }) => to);
  }
  const previous = findStep(definition, after.stepId);
  const outlet = after.outlet ?? mainOutlet(previous);
  if (outlet === undefined)
    throw new AppError("invalid", `Nothing can follow “${previous.id}”: it ends the branch.`);
  // Checks that the way exists, and can be written.
  withTarget(previous, outlet, step.id);
  const followed = flowGraph(definition)
    .edgesFrom(previous.id)
    .find((edge) => edge.outlet === outlet && !edge.catchAll);
  const goesOn = leadOn(step, followed && !followed.nextItem ? followed.to : END);
  const key = definition.steps.some(({ id }) => id === previous.id) ? "steps" : "error_handlers";
  const list = definition[key].flatMap((one) =>
    one.id === previous.id ? [withTarget(one, outlet, step.id), goesOn] : [one],
  );
  return keepWays(definition, { ...definition, [key]: list }, (edge) =>
    edge.from === previous.id && edge.outlet === outlet ? step.id : edge.to,
  );
}

/** On every way that leads to a step, except as its error handler. */
function addBefore(definition: FlowDefinition, step: Step, before: string): FlowDefinition {
  const next = findStep(definition, before);
  const key = definition.steps.includes(next) ? "steps" : "error_handlers";
  const list = definition[key].flatMap((one) => (one === next ? [leadOn(step, before), one] : [one]));
  return keepWays(definition, { ...definition, [key]: list }, ({ to, kind, nextItem }) =>
    to === before && kind !== "error" && !nextItem ? step.id : to,
  );
}

/** The usual way goes on where the arrow went; others that are not written end. */
function leadOn(step: Step, target: string): Step {
  const main = mainOutlet(step);
  return outletsOf(step).reduce((result, way) => {
    if (way.kind !== "normal" || way.field === null) return result;
    if (way.outlet === main && (way.target === undefined || way.target === END))
      return withTarget(result, way.outlet, target);
    return way.target === undefined ? withTarget(result, way.outlet, END) : result;
  }, step);
}

export function addHandler(definition: FlowDefinition, { step, from }: Edit<"add_handler">): FlowDefinition {
  checkNew(definition, [step]);
  const added = { ...definition, error_handlers: [...definition.error_handlers, step] };
  return from === undefined ? added : connect(added, { kind: "connect", from, outlet: "error", to: step.id });
}

export function updateStep(
  definition: FlowDefinition,
  { stepId, changes }: Edit<"update_step">,
): FlowDefinition {
  const step = findStep(definition, stepId);
  for (const key of ["id", "type"] as const) {
    if (key in changes && changes[key] !== step[key])
      throw new AppError(
        "invalid",
        `The ${key} of step “${stepId}” cannot be changed this way. ${key === "id" ? "Rename it" : "Remove it and add another"}.`,
      );
  }
  const merged = Object.fromEntries(
    Object.entries({ ...step, ...changes }).filter(([, value]) => value !== null),
  );
  const parsed = stepSchema.safeParse(merged);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      field: path.map(String).join("."),
      message,
    }));
    throw new AppError(
      "invalid",
      `Step “${stepId}” would not be right: ${problems[0]?.field} ${problems[0]?.message}.`,
      { problems },
    );
  }
  return sameValue(parsed.data, step) ? definition : replaceStep(definition, stepId, parsed.data);
}

/** Takes steps away; what led to them leads where their usual way led. Loops go with their bodies. */
export function removeSteps(definition: FlowDefinition, stepIds: readonly string[]): FlowDefinition {
  for (const stepId of stepIds) findStep(definition, stepId);
  const graph = flowGraph(definition);
  const gone = withBodies(definition, stepIds);
  const heal = (stepId: string): string => {
    const passed = new Set<string>();
    let to = stepId;
    while (gone.has(to) && !passed.has(to)) {
      passed.add(to);
      const step = graph.node(to)?.step;
      const onward = step && graph.edgesFrom(to).find(({ outlet }) => outlet === mainOutlet(step));
      to = onward && onward.broken !== "missing" ? onward.to : END;
    }
    return gone.has(to) ? END : to;
  };
  const stay = (step: Step) => !gone.has(step.id);
  const rest: FlowDefinition = {
    ...definition,
    steps: definition.steps.filter(stay),
    error_handlers: definition.error_handlers.filter(stay),
    ...(definition.layout && {
      layout: { ...definition.layout, positions: withoutKeys(definition.layout.positions, gone) },
    }),
  };
  // An error that went to a handler which is gone goes to the catch-all again, not silently to the end.
  const unhandled = ({ to, kind }: GraphEdge) => kind === "error" && graph.node(to)?.kind === "handler";
  const healed = keepWays(definition, rest, (edge) =>
    !gone.has(edge.to) ? edge.to : unhandled(edge) ? undefined : heal(edge.to),
  );
  const first = definition.steps[0]?.id;
  return first !== undefined && gone.has(first) ? makeFirst(healed, heal(first)) : healed;
}

export function connect(definition: FlowDefinition, { from, outlet, to }: Edit<"connect">): FlowDefinition {
  if (to !== END) findStep(definition, to);
  if (from === to) throw new AppError("invalid", `Step “${from}” cannot lead to itself.`);
  if (from === TRIGGER) {
    if (!definition.steps.some(({ id }) => id === to))
      throw new AppError("invalid", "The trigger leads to a step, not to the end or to an error handler.");
    return makeFirst(definition, to);
  }
  return replaceStep(definition, from, withTarget(findStep(definition, from), outlet, to));
}

/** The way ends; an error goes to the catch-all again. */
export function disconnect(definition: FlowDefinition, { from, outlet }: Edit<"disconnect">): FlowDefinition {
  const step = findStep(definition, from);
  const isError = outletsOf(step).some((way) => way.outlet === outlet && way.kind === "error");
  return replaceStep(definition, from, withTarget(step, outlet, isError ? undefined : END));
}

export function findStep(definition: FlowDefinition, stepId: string): Step {
  const step = [...definition.steps, ...definition.error_handlers].find(({ id }) => id === stepId);
  if (!step)
    throw new AppError("invalid", `There is no step “${stepId}” in this flow. Somebody may have removed it.`);
  return step;
}

/** Refuses steps whose ids are taken, and more of them than a flow may have. */
export function checkNew(definition: FlowDefinition, added: readonly Step[]): void {
  const count = definition.steps.length + definition.error_handlers.length + added.length;
  if (count > LIMITS.steps) throw new AppError("invalid", tooManySteps(count));
  const taken = new Set([...definition.steps, ...definition.error_handlers].map(({ id }) => id));
  for (const { id } of added) {
    if (taken.has(id))
      throw new AppError("invalid", `There is a step “${id}” already. Give the new one another id.`);
    taken.add(id);
  }
}

export function replaceStep(definition: FlowDefinition, stepId: string, step: Step): FlowDefinition {
  const key = definition.steps.some(({ id }) => id === stepId) ? "steps" : "error_handlers";
  return { ...definition, [key]: definition[key].map((one) => (one.id === stepId ? step : one)) };
}

const withoutKeys = <Value>(
  record: Record<string, Value>,
  keys: ReadonlySet<string>,
): Record<string, Value> => Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key)));

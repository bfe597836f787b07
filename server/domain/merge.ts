import type * as z from "zod";
import { type FlowDefinition, flowDefinitionSchema, triggerSchema } from "./flow";
import { settingsSchema } from "./flow-settings";
import { mergeOrder, mergeValues } from "./merge-values";
import { mergeWays } from "./merge-ways";
import { renameStep } from "./rename-step";
import { sameValue } from "./same-value";
import { type Step, stepSchema } from "./step";
import { newStepId } from "./step-id";
import { withoutWays } from "./without-ways";

/** A place that both have changed; stepId null: of the flow itself. */
export type MergeConflict = { stepId: string | null; field: string };

export type Merged = {
  definition: FlowDefinition;
  /** Mine stands there; theirs is in the definition that was merged. */
  conflicts: MergeConflict[];
  /** Steps of mine that both had invented under one id: mine → what it is called now. */
  renamed: ReadonlyMap<string, string>;
};

/**
 * Two people's changes of one draft in one. Nothing of either is lost: what only one changed is taken, new steps of both
 * are there, a step that one removed and the other changed stays. Where both changed the same field, mine stands and the
 * place is named. `base` itself when neither changed anything.
 */
export function mergeDefinitions(base: FlowDefinition, mine: FlowDefinition, theirs: FlowDefinition): Merged {
  const plain = (definition: FlowDefinition): Merged => ({ definition, conflicts: [], renamed: new Map() });
  if (mine === theirs || sameValue(base, theirs)) return plain(mine);
  if (sameValue(base, mine)) return plain(theirs);
  if (sameValue(mine, theirs)) return plain(mine);

  const conflicts = new Map<string, MergeConflict>();
  const conflict = (stepId: string | null, field: string) => {
    conflicts.set(`${stepId} ${field}`, { stepId, field });
  };
  const { definition: own, renamed } = withoutClashes(base, mine, theirs);
  const lists = mergeLists(base, own, theirs, conflict);
  const value = <Value>(
    schema: z.ZodType<Value>,
    pick: (side: FlowDefinition) => Value,
    field: string,
  ): Value => {
    const merged = mergeValues(pick(base), pick(own), pick(theirs), field, (place) => conflict(null, place));
    return merged === pick(own) ? pick(own) : (schema.safeParse(merged).data ?? pick(own));
  };
  const joined: FlowDefinition = {
    schema: own.schema,
    trigger:
      own.trigger.type === theirs.trigger.type
        ? value(triggerSchema, ({ trigger }) => trigger, "trigger")
        : wholeTrigger(base, own, theirs, conflict),
    ...lists,
    variables: value(flowDefinitionSchema.shape.variables, ({ variables }) => variables, "variables"),
    settings: value(settingsSchema, ({ settings }) => settings, "settings"),
    ...mergeLayout(base, own, theirs, lists),
  };
  return {
    definition: mergeWays(joined, { base, mine: own, theirs }, conflict),
    conflicts: [...conflicts.values()],
    renamed,
  };
}

type Complain = (stepId: string | null, field: string) => void;

function wholeTrigger(
  base: FlowDefinition,
  mine: FlowDefinition,
  theirs: FlowDefinition,
  conflict: Complain,
): FlowDefinition["trigger"] {
  if (sameValue(base.trigger, mine.trigger)) return theirs.trigger;
  if (!sameValue(base.trigger, theirs.trigger)) conflict(null, "trigger");
  return mine.trigger;
}

/** Both have invented a step under the same id: mine gets another, and everything in mine follows. */
function withoutClashes(base: FlowDefinition, mine: FlowDefinition, theirs: FlowDefinition) {
  const [known, others] = [stepsOf(base), stepsOf(theirs)];
  const renamed = new Map<string, string>();
  let definition = mine;
  for (const [id, step] of stepsOf(mine)) {
    const other = others.get(id);
    if (known.has(id) || !other || sameValue(step, other)) continue;
    const all = { ...definition, steps: [...definition.steps, ...theirs.steps, ...theirs.error_handlers] };
    const free = newStepId(all, id);
    definition = renameStep(definition, id, free);
    renamed.set(id, free);
  }
  return { definition, renamed };
}

const stepsOf = ({ steps, error_handlers }: FlowDefinition): Map<string, Step> =>
  new Map([...steps, ...error_handlers].map((step) => [step.id, step]));

function mergeLists(
  base: FlowDefinition,
  mine: FlowDefinition,
  theirs: FlowDefinition,
  conflict: Complain,
): Pick<FlowDefinition, "steps" | "error_handlers"> {
  const [was, own, other] = [stepsOf(base), stepsOf(mine), stepsOf(theirs)];
  const handlers = new Set(
    [mine, theirs].flatMap(({ error_handlers }) => error_handlers.map(({ id }) => id)),
  );
  const ids = (side: FlowDefinition) => [...side.steps, ...side.error_handlers].map(({ id }) => id);
  // Who has put the list into another order is followed; else the order is the same.
  const order = sameOrder(ids(base), ids(mine))
    ? mergeOrder(ids(theirs), ids(mine))
    : mergeOrder(ids(mine), ids(theirs));
  const merged = order.flatMap((id) => {
    const step = mergeStep(was.get(id), own.get(id), other.get(id), (field) => conflict(id, field));
    return step ? [step] : [];
  });
  return {
    steps: merged.filter(({ id }) => !handlers.has(id)),
    error_handlers: merged.filter(({ id }) => handlers.has(id)),
  };
}

/** Whether what both have stands in the same order. */
function sameOrder(before: readonly string[], after: readonly string[]): boolean {
  const [was, is] = [new Set(before), new Set(after)];
  const kept = before.filter((id) => is.has(id));
  return after.filter((id) => was.has(id)).every((id, index) => id === kept[index]);
}

function mergeStep(
  base: Step | undefined,
  mine: Step | undefined,
  theirs: Step | undefined,
  conflict: (field: string) => void,
): Step | null {
  if (!mine || !theirs) {
    const left = mine ?? theirs;
    if (!left || !base) return left ?? null;
    // Somebody removed it. It stays when the other has changed what it does; where it leads is no reason.
    if (sameValue(withoutWays(left), withoutWays(base))) return null;
    conflict("");
    return left;
  }
  const [was, own, other] = [base && withoutWays(base), withoutWays(mine), withoutWays(theirs)];
  if (branchesMeet(base, mine, theirs)) {
    conflict("branches");
    return mine;
  }
  if (sameValue(own, other) || (was && sameValue(was, other))) return mine;
  if (was && sameValue(was, own)) return theirs;
  if (mine.type !== theirs.type) {
    conflict("");
    return mine;
  }
  const parsed = stepSchema.safeParse(mergeValues(was, own, other, "", conflict));
  if (parsed.success) return parsed.data;
  conflict("");
  return mine;
}

/** Parallel branches have no names of their own but their place: one that goes moves all behind it. */
function branchesMeet(base: Step | undefined, mine: Step, theirs: Step): boolean {
  if (base?.type !== "parallel" || mine.type !== "parallel" || theirs.type !== "parallel") return false;
  const fewer = [mine, theirs].some(({ branches }) => branches.length < base.branches.length);
  const both = [mine, theirs].every(({ branches }) => !sameValue(branches, base.branches));
  return fewer && both && !sameValue(mine.branches, theirs.branches);
}

function mergeLayout(
  base: FlowDefinition,
  mine: FlowDefinition,
  theirs: FlowDefinition,
  { steps, error_handlers }: Pick<FlowDefinition, "steps" | "error_handlers">,
): Pick<FlowDefinition, "layout"> {
  if (!mine.layout && !theirs.layout) return {};
  const places = ({ layout }: FlowDefinition) => layout?.positions ?? {};
  const notes = ({ layout }: FlowDefinition) => layout?.notes ?? [];
  const silent = () => undefined;
  const merged = flowDefinitionSchema.shape.layout.safeParse({
    positions: mergeValues(places(base), places(mine), places(theirs), "", silent),
    notes: mergeValues(notes(base), notes(mine), notes(theirs), "", silent),
  });
  const layout = merged.data ?? mine.layout;
  if (!layout) return {};
  const alive = new Set([...steps, ...error_handlers].map(({ id }) => id));
  const positions = Object.entries(layout.positions).filter(([id]) => alive.has(id) || id.startsWith("$"));
  return { layout: { ...layout, positions: Object.fromEntries(positions) } };
}

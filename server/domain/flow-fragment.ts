import * as z from "zod";
import { type FlowDefinition, noteSchema, positionSchema } from "./flow";
import { flowGraph } from "./flow-graph";
import { LIMITS } from "./flow-limits";
import { rewriteReferences } from "./rewrite-references";
import { type Step, stepSchema } from "./step";
import { newStepId } from "./step-id";
import { withTarget } from "./step-target";

/**
 * Some steps of a flow, with what is between them: a piece to copy, move or insert. Ways that lead out of it keep the id
 * they led to, which nobody in the piece has.
 */
export const fragmentSchema = z.object({
  steps: z.array(stepSchema).max(LIMITS.steps),
  handlers: z.array(stepSchema).max(LIMITS.steps).default([]),
  /** Where boxes stand, as far as a person has put them there. */
  layout: z.record(z.string(), positionSchema).default({}),
  notes: z.array(noteSchema).max(200).default([]),
});

export type FlowFragment = z.infer<typeof fragmentSchema>;

/** Steps with these ids; a loop with its body. `note:<id>` means a note. */
export function takeFragment(definition: FlowDefinition, ids: readonly string[]): FlowFragment {
  const graph = flowGraph(definition);
  const wanted = withBodies(definition, ids);
  const take = (list: readonly Step[]) =>
    list
      .filter(({ id }) => wanted.has(id))
      .map((step) =>
        graph
          .edgesFrom(step.id)
          .reduce(
            (result, { field, explicit, catchAll, outlet, to }) =>
              explicit || catchAll || field === null ? result : withTarget(result, outlet, to),
            step,
          ),
      );
  const { positions = {}, notes = [] } = definition.layout ?? {};
  return {
    steps: take(definition.steps),
    handlers: take(definition.error_handlers),
    layout: Object.fromEntries(Object.entries(positions).filter(([id]) => wanted.has(id))),
    notes: notes.filter(({ id }) => wanted.has(`note:${id}`)),
  };
}

/** The ids, and those of the steps in the bodies of the loops among them. */
export function withBodies(definition: FlowDefinition, ids: Iterable<string>): Set<string> {
  const { nodes } = flowGraph(definition);
  const all = new Set(ids);
  for (const id of all) for (const node of nodes) if (node.loop === id) all.add(node.id);
  return all;
}

/** The same piece with ids that the flow does not have yet; references and ways inside it follow. */
export function freshFragment(definition: FlowDefinition, fragment: FlowFragment): FlowFragment {
  const names = new Map<string, string>();
  let taken = definition;
  for (const step of [...fragment.steps, ...fragment.handlers]) {
    const id = newStepId(taken, step.id.replace(/_\d+$/, "") || step.id);
    const free = newStepId(taken, step.id) === step.id ? step.id : id;
    names.set(step.id, free);
    taken = { ...taken, steps: [...taken.steps, { ...step, id: free }] };
  }
  const rename = (step: Step) => rewriteReferences({ ...step, id: names.get(step.id) ?? step.id }, changed);
  const changed = new Map([...names].filter(([before, after]) => before !== after));
  const noteIds = new Set((definition.layout?.notes ?? []).map(({ id }) => id));
  return {
    steps: fragment.steps.map(rename),
    handlers: fragment.handlers.map(rename),
    layout: Object.fromEntries(
      Object.entries(fragment.layout).flatMap(([id, at]) => {
        const name = names.get(id);
        return name === undefined ? [] : [[name, at]];
      }),
    ),
    notes: fragment.notes.map((note) => ({ ...note, id: freeNoteId(noteIds, note.id) })),
  };
}

function freeNoteId(taken: Set<string>, wanted: string): string {
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted.replace(/-\d+$/, "")}-${number}`;
  taken.add(id);
  return id;
}

/** The piece moved so that its upper left corner is at a point. A single step without a place gets that one. */
export function fragmentAt(fragment: FlowFragment, at: { x: number; y: number }): FlowFragment {
  const places = [...Object.values(fragment.layout), ...fragment.notes];
  const [only, ...others] = [...fragment.steps, ...fragment.handlers];
  if (places.length === 0)
    return only && others.length === 0 ? { ...fragment, layout: { [only.id]: at } } : fragment;
  const by = {
    x: Math.round(at.x - Math.min(...places.map(({ x }) => x))),
    y: Math.round(at.y - Math.min(...places.map(({ y }) => y))),
  };
  return shiftFragment(fragment, by);
}

export const shiftFragment = (fragment: FlowFragment, by: { x: number; y: number }): FlowFragment => ({
  ...fragment,
  layout: Object.fromEntries(
    Object.entries(fragment.layout).map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]),
  ),
  notes: fragment.notes.map((note) => ({ ...note, x: note.x + by.x, y: note.y + by.y })),
});

import type { FlowDefinition } from "./flow";
import { END } from "./flow-limits";
import { outletsOf } from "./outlets";
import type { Step } from "./step";

export type LoopBodies = {
  /** The innermost loop whose body a step belongs to; null: none. */
  loopOf: (stepId: string) => string | null;
  /** Where a way out leads that names no target: "the next in the list". */
  nextInList: (step: Step) => string;
};

/**
 * Which steps are the body of which for_each. The body is what can be reached from its first step; error handlers stand
 * outside of all bodies. "The next in the list" stays inside its body: it passes over the bodies of other loops, and
 * where the loop itself goes on, the item ends.
 */
export function loopBodies(definition: FlowDefinition): LoopBodies {
  const { steps } = definition;
  const place = new Map<string, number>();
  for (const [index, step] of steps.entries()) if (!place.has(step.id)) place.set(step.id, index);
  const owner = new Map<string, string>();
  const exits = new Map<string, ReadonlySet<string>>();
  const claimed = new Set<string>();

  const inside = (stepId: string, loopId: string): boolean => {
    for (let loop = owner.get(stepId), guard = 0; loop !== undefined && guard <= steps.length; guard++) {
      if (loop === loopId) return true;
      loop = owner.get(loop);
    }
    return false;
  };

  /** `mayJoin`: a step that belongs to no body yet may become part of `loop`'s. */
  const following = (step: Step, loop: string | undefined, mayJoin: boolean): string => {
    const stops = loop === undefined ? undefined : exits.get(loop);
    for (let index = (place.get(step.id) ?? steps.length) + 1; index < steps.length; index++) {
      const next = steps[index];
      if (!next || place.get(next.id) !== index) continue;
      if (stops?.has(next.id)) return END;
      if (step.type === "for_each" && inside(next.id, step.id)) continue;
      const other = owner.get(next.id);
      if (other === loop || (mayJoin && other === undefined)) return next.id;
    }
    return END;
  };

  const claim = (loopId: string, outerExits: ReadonlySet<string>): void => {
    if (claimed.has(loopId)) return;
    claimed.add(loopId);
    const loop = steps[place.get(loopId) ?? -1];
    if (loop?.type !== "for_each") return;
    const own = [loop.on_success, loop.on_error].filter((target) => target !== undefined && target !== END);
    const stops = new Set([...outerExits, ...own.filter((target) => target !== undefined)]);
    exits.set(loopId, stops);
    const found: string[] = [];
    const pending = [loop.body];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const step = steps[place.get(id) ?? -1];
      if (!step || id === loopId || owner.has(id)) continue;
      owner.set(id, loopId);
      found.push(id);
      if (step.type === "for_each") claim(id, stops);
      for (const way of outletsOf(step)) {
        if (way.kind === "body") continue;
        const target = way.target ?? (way.kind === "error" ? END : following(step, loopId, true));
        if (target !== END) pending.push(target);
      }
    }
  };

  for (const step of steps) if (step.type === "for_each") claim(step.id, new Set());

  return {
    loopOf: (stepId) => owner.get(stepId) ?? null,
    nextInList: (step) => following(step, owner.get(step.id), false),
  };
}

import type { FlowDefinition } from "@/server/domain/flow";
import { sameValue } from "@/server/domain/same-value";
import type { Step } from "@/server/domain/step";
import { withoutWays } from "@/server/domain/without-ways";

/**
 * Steps that were set up otherwise since they were tested: what is known of their output is older than they are. What
 * they are called, what is remarked about them and where they lead makes no difference.
 */
export function staleSteps(
  { steps, error_handlers }: FlowDefinition,
  tested: ReadonlyMap<string, Step>,
): ReadonlySet<string> {
  if (tested.size === 0) return NONE;
  const stale = new Set<string>();
  for (const step of [...steps, ...error_handlers]) {
    const before = tested.get(step.id);
    if (before && !doesTheSame(step, before)) stale.add(step.id);
  }
  return stale;
}

export const STALE = "Changed since it was tested";

const NONE: ReadonlySet<string> = new Set();

/** Steps keep their identity while they do not change: each pair is compared once. */
const compared = new WeakMap<Step, WeakMap<Step, boolean>>();

function doesTheSame(step: Step, before: Step): boolean {
  const known = compared.get(step) ?? new WeakMap<Step, boolean>();
  compared.set(step, known);
  const found = known.get(before);
  if (found !== undefined) return found;
  const same = sameValue(doing(step), doing(before));
  known.set(before, same);
  return same;
}

const doing = (step: Step) => ({ ...withoutWays(step), name: undefined, description: undefined });

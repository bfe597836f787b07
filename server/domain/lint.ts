import type { Catalogue } from "./catalogue";
import type { FlowDefinition } from "./flow";
import { lintBranches } from "./lint-branches";
import { lintFields } from "./lint-fields";
import { lintMessages } from "./lint-messages";
import { lintNames } from "./lint-names";
import type { Advice } from "./problem";

/**
 * What runs, and will hardly do what was meant. Advice: it stands beside the problems of `validate` in the builder, and
 * never refuses anything. Without a catalogue nothing is said about what it would know.
 */
export function lint(definition: FlowDefinition, catalogue: Catalogue | null = null): Advice[] {
  return [
    ...lintNames(definition, catalogue),
    ...lintFields(definition, catalogue),
    ...lintMessages(definition),
    ...lintBranches(definition),
  ].map((problem) => ({ ...problem, severity: "advice" }));
}

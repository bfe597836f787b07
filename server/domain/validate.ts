import type { Catalogue } from "./catalogue";
import { catalogueProblems } from "./catalogue-problems";
import type { FlowDefinition } from "./flow";
import type { FlowProblem, Problem } from "./problem";
import { referenceProblems } from "./reference-problems";
import { structureProblems } from "./structure-problems";

export type { Catalogue } from "./catalogue";
export type { Problem } from "./problem";

/**
 * Every complaint about a definition, with the step and the field. *structure* (what could not run at all) refuses
 * creating and publishing; *catalogue* is a warning: at run time the step fails into its error branch, or finds nothing.
 * Without a catalogue nothing is said about what it would know. Pure and quick: the builder calls it on every edit.
 */
export function validate(definition: FlowDefinition, catalogue: Catalogue | null = null): Problem[] {
  return [
    ...structureProblems(definition).map((problem) => ({ ...problem, severity: "structure" as const })),
    ...[...catalogueProblems(definition, catalogue), ...referenceProblems(definition)].map(warning),
  ];
}

export const isStructurallySound = (definition: FlowDefinition): boolean =>
  structureProblems(definition).length === 0;

const warning = (problem: FlowProblem): Problem => ({ ...problem, severity: "catalogue" });

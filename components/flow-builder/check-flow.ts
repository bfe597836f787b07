import type { Catalogue } from "@/server/domain/catalogue";
import type { FlowDefinition } from "@/server/domain/flow";
import { lint } from "@/server/domain/lint";
import { validate } from "@/server/domain/validate";
import type { BuilderProblem } from "./builder-state";

/** Everything that is wrong with a flow, or unwise. Loaded late: it brings the template engine along. */
export const checkFlow = (definition: FlowDefinition, catalogue: Catalogue | null): BuilderProblem[] => [
  ...validate(definition, catalogue),
  ...lint(definition, catalogue),
];

import type { FlowDefinition } from "./flow";
import { type FlowText, flowTexts, mapFlowTexts } from "./flow-texts";

type Manner = { matchCase?: boolean | undefined; stepId?: string | undefined };

/** Texts of a flow that have some words in them. */
export const findInFlow = (definition: FlowDefinition, find: string, manner: Manner = {}): FlowText[] => {
  if (find === "") return [];
  const pattern = patternOf(find, manner);
  return flowTexts(definition).filter(
    ({ text, stepId }) =>
      (manner.stepId === undefined || stepId === manner.stepId) && text.search(pattern) >= 0,
  );
};

/** The flow with some words replaced wherever people wrote them. Refused when a text would not be right any more. */
export function replaceInFlow(
  definition: FlowDefinition,
  find: string,
  replace: string,
  manner: Manner = {},
): FlowDefinition {
  const pattern = patternOf(find, manner);
  return mapFlowTexts(definition, (text, stepId) =>
    manner.stepId === undefined || stepId === manner.stepId ? text.replace(pattern, () => replace) : text,
  );
}

const patternOf = (find: string, { matchCase = false }: Manner): RegExp =>
  new RegExp(find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), matchCase ? "g" : "gi");

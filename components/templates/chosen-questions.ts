import type { QuestionCandidate } from "@/server/domain/question-candidates";
import type { TemplateQuestion } from "@/server/domain/template-question";

/** Place of a flow → the question that asks for it. */
export type ChosenQuestions = ReadonlyMap<string, string>;

/** More than this nobody answers. */
export const MOST_QUESTIONS = 10;

/** What was chosen, in the order of the flow. */
export const questionsOf = (
  candidates: readonly QuestionCandidate[],
  chosen: ChosenQuestions,
): TemplateQuestion[] =>
  candidates.flatMap(({ place, kind, label, initial }) => {
    const asked = chosen.get(place);
    if (asked === undefined) return [];
    const id = `q${candidates.findIndex((one) => one.place === place) + 1}`;
    return [{ id, label: asked.trim() || label, kind, initial, sets: [place] }];
  });

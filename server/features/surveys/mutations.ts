import { inTransaction } from "@/server/db/pool";
import { answerSurvey, type SurveyAnswer } from "@/server/records/survey";

/** From the page. true: kept; false: it was answered before; null: there is no such survey. */
export const takeAnswer = (token: string, answer: SurveyAnswer): Promise<boolean | null> =>
  inTransaction((tx) => answerSurvey(tx, token, answer));

import * as z from "zod";
import { eventFamily, john, who } from "./event-family";

/** What contacts think. */
export const feedbackEvents = eventFamily({
  "survey.answered": {
    words: "a survey is answered",
    category: "feedback",
    payload: z.looseObject({
      ...who,
      survey_id: z.string(),
      question: z.string(),
      rating: z.int().min(1).max(5),
      comment: z.string(),
      run_id: z.uuid().nullable().meta({ description: "The run that asked." }),
    }),
    sample: {
      ...{ ...john, survey_id: "survey_4", question: "How satisfied are you with us?" },
      ...{ rating: 5, comment: "Great service", run_id: null },
    },
  },
});

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
  "review.received": {
    words: "a review is received",
    category: "feedback",
    payload: z.looseObject({
      ...who,
      review_id: z.string(),
      rating: z.int().min(1).max(5),
      text: z.string(),
      site: z.string().meta({ description: "Where it stands: google, trustpilot, …" }),
      url: z.string().nullable(),
    }),
    sample: {
      ...{ ...john, review_id: "rev_6", rating: 4, text: "Friendly and fast" },
      ...{ site: "google", url: "https://example.com/reviews/6" },
    },
  },
});

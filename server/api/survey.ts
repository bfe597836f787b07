import * as z from "zod";
import { openSurvey, type SurveyPage } from "@/server/features/surveys/data";
import { takeAnswer } from "@/server/features/surveys/mutations";
import { rateLimit } from "@/server/ops/rate-limit";
import { pageResponse } from "./page-response";
import { type SurveyWords, surveyHtml } from "./survey-html";

const answerSchema = z.object({
  rating: z.coerce.number().int().min(1).max(5),
  comment: z.string().trim().max(5_000).default(""),
});

/** The page of a survey. GET shows it and records nothing: mail programs open links by themselves. POST answers, once. */
export const survey = {
  async show(token: string): Promise<Response> {
    const page = await openSurvey(token);
    if (!page) return answer({ kind: "unknown" }, 404);
    return answer(page.answered ? { kind: "answered", page } : { kind: "ask", page });
  },

  async act(token: string, request: Request): Promise<Response> {
    const page = await openSurvey(token);
    if (!page) return answer({ kind: "unknown" }, 404);
    await rateLimit(`survey:${token}`, { limit: 30, windowSeconds: 600 });
    const given = answerSchema.safeParse(await fieldsOf(request));
    if (!given.success) return answer({ kind: "ask", page, problem: "Choose one to five stars." }, 422);
    const kept = await takeAnswer(token, given.data);
    return answer(kept ? { kind: "thanks", page } : { kind: "answered", page });
  },
};

const MOST_BYTES = 20_000;

async function fieldsOf(request: Request): Promise<Record<string, string>> {
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) return {};
  return Object.fromEntries(new URLSearchParams((await request.text()).slice(0, MOST_BYTES)));
}

type View =
  | { kind: "unknown" }
  | { kind: "ask"; page: SurveyPage; problem?: string }
  | { kind: "answered" | "thanks"; page: SurveyPage };

function wordsOf(view: View): SurveyWords {
  switch (view.kind) {
    case "unknown":
      return {
        title: "This link does not work",
        text: "It may have been cut off on its way. Open it from the message again.",
      };
    case "ask":
      return {
        title: view.page.question,
        text: `${view.page.workspace} asks you.`,
        form: { problem: view.problem },
      };
    case "answered":
      return {
        title: "You have answered already",
        text: `${view.page.workspace} has your answer. Thank you.`,
      };
    case "thanks":
      return { title: "Thank you", text: `${view.page.workspace} has your answer.` };
  }
}

const answer = (view: View, status = 200): Response => pageResponse(surveyHtml(wordsOf(view)), status);

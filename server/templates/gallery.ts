import * as z from "zod";
import type { FlowDefinition } from "../domain/flow";
import { valueAt } from "../domain/template-places";
import { abandonedCartRecovery } from "./abandoned-cart-recovery";
import { appointmentConfirmation } from "./appointment-confirmation";
import { birthdayCampaign } from "./birthday-campaign";
import { bookedOnCallConfirmation } from "./booked-on-call-confirmation";
import { callbackRequest } from "./callback-request";
import { feedbackSurvey } from "./feedback-survey";
import { leadNurtureSequence } from "./lead-nurture-sequence";
import { leadNurturingAgent } from "./lead-nurturing-agent";
import { leadScoringAndRouting } from "./lead-scoring-and-routing";
import { missedAppointment } from "./missed-appointment";
import { missedCallTextBack } from "./missed-call-text-back";
import { negativeFeedbackAlert } from "./negative-feedback-alert";
import { negativeSentimentAlert } from "./negative-sentiment-alert";
import { noShowRecovery } from "./no-show-recovery";
import { paymentDunning } from "./payment-dunning";
import { paymentFollowUp } from "./payment-follow-up";
import { postCallSummaryTask } from "./post-call-summary-task";
import { referralRequest } from "./referral-request";
import { reviewAndReferral } from "./review-and-referral";
import { type GalleryTemplate, type Question, type Template, templateDefinition } from "./template";
import { voicemailFollowUp } from "./voicemail-follow-up";
import { weeklyContent } from "./weekly-content";

/** The templates that everyone may use, in the order in which they are offered. */
export function gallery(): GalleryTemplate[] {
  made ??= TEMPLATES.map(read);
  return made;
}

export const findTemplate = (slug: string): GalleryTemplate | null =>
  gallery().find((template) => template.slug === slug) ?? null;

/** What a question leaves to the flow is filled in: its answer, to begin with, is what stands there. */
function read(template: Template): GalleryTemplate {
  const definition = templateDefinition(template);
  const questions = template.questions.map((question) =>
    question.initial === null ? { ...question, initial: standing(definition, question) } : question,
  );
  return { ...template, questions, definition };
}

function standing(definition: FlowDefinition, { id, sets }: Question): Question["initial"] {
  const value = z.json().safeParse(valueAt(definition, sets[0] ?? ""));
  if (!value.success) throw new Error(`Question ${id} sets ${sets[0]}, and nothing stands there`);
  return value.data;
}

let made: GalleryTemplate[] | undefined;

const TEMPLATES: Template[] = [
  leadNurtureSequence,
  appointmentConfirmation,
  paymentFollowUp,
  noShowRecovery,
  negativeFeedbackAlert,
  referralRequest,
  leadScoringAndRouting,
  abandonedCartRecovery,
  birthdayCampaign,
  feedbackSurvey,
  paymentDunning,
  missedAppointment,
  leadNurturingAgent,
  reviewAndReferral,
  weeklyContent,
  missedCallTextBack,
  voicemailFollowUp,
  callbackRequest,
  negativeSentimentAlert,
  bookedOnCallConfirmation,
  postCallSummaryTask,
];

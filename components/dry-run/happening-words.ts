import { eventKind } from "@/server/domain/event-catalogue";
import type { MessageChannel } from "@/server/domain/messaging";
import { sentenceCase } from "@/server/domain/step-title";

/** What the contact does, in a word or two: “Replies”, “Pays”; of a type of somebody's own its name. */
export const happeningWords = (eventType: string): string =>
  WORDS[eventType] ?? sentenceCase(eventKind(eventType)?.words ?? `“${eventType}” happens`);

/** The same where it did not happen: “never replies”. */
export const neverWords = (eventTypes: readonly string[]): string => {
  const [first] = eventTypes;
  if (eventTypes.length !== 1 || first === undefined) return "Nothing happens";
  return NEVER[first] ?? "It never happens";
};

export const optOutWords = (channel: MessageChannel): string => `Opts out of ${PLURAL[channel]}`;

const WORDS: Record<string, string> = {
  "message.received": "Replies",
  "payment.received": "Pays",
  "payment.failed": "Payment fails",
  "appointment.booked": "Books",
  "appointment.rescheduled": "Moves the appointment",
  "appointment.cancelled": "Cancels",
  "appointment.no_show": "Does not turn up",
  "order.created": "Orders",
  "order.completed": "Order is completed",
  "customer.created": "Becomes a customer",
  "quote.accepted": "Accepts the quote",
  "quote.declined": "Declines the quote",
  "email.opened": "Opens the email",
  "email.clicked": "Clicks in the email",
  "call.completed": "Call ends",
  "survey.answered": "Answers the survey",
  "review.received": "Writes a review",
  "form.submitted": "Submits the form",
  "task.completed": "Task is done",
  "referral.converted": "Referral converts",
};

const NEVER: Record<string, string> = {
  "message.received": "Never answers",
  "payment.received": "Never pays",
  "appointment.booked": "Never books",
  "order.created": "Never orders",
  "survey.answered": "Never answers",
  "quote.accepted": "Never accepts",
};

const PLURAL: Record<MessageChannel, string> = { email: "emails", sms: "SMS", call: "calls" };

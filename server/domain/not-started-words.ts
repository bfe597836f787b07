import * as z from "zod";

/** Why an event that matched a flow started no run of it. Spelled as in the database. */
export const notStartedReasonSchema = z.enum([
  "once_per_contact",
  "one_active_per_contact",
  "cool_down",
  "too_deep",
]);
export type NotStartedReason = z.infer<typeof notStartedReasonSchema>;

/** A sentence for whoever looks at the event. */
export const NOT_STARTED_WORDS: Record<NotStartedReason, string> = {
  once_per_contact: "The contact went through this flow before, and it is set to once per contact.",
  one_active_per_contact: "The contact has a run of this flow under way, and it is set to one at a time.",
  cool_down: "The contact started this flow a short while ago; its cool-down is not over yet.",
  too_deep:
    "The event was caused by a chain of runs that is too long already. This keeps flows from chasing each other.",
};

import * as z from "zod";
import { counted } from "./counted";

/** Why an event that matched a flow started no run of it. Spelled as in the database. */
export const notStartedReasonSchema = z.enum([
  "once_per_contact",
  "one_active_per_contact",
  "cool_down",
  "too_deep",
  "loop_guard",
]);
export type NotStartedReason = z.infer<typeof notStartedReasonSchema>;

/** In two or three words, for figures: “12 not started: cool-down”. */
export const notStartedShort: Record<NotStartedReason, string> = {
  once_per_contact: "went through it before",
  one_active_per_contact: "one run at a time",
  cool_down: "cool-down",
  too_deep: "chain of flows too long",
  loop_guard: "loop guard",
};

/** What the rule stood at, as it is kept beside the reason: “20 an hour”, “1 hour”; "" where it says nothing. */
export function notStartedValue(reason: NotStartedReason, value: string): string {
  if (value === "") return "";
  if (reason === "loop_guard") return `${value} an hour`;
  if (reason === "too_deep") return `${value} levels`;
  if (reason !== "cool_down") return "";
  const seconds = Number(value);
  const [unit = "second", length = 1] = UNITS.find(([, each]) => seconds % each === 0) ?? [];
  const count = seconds / length;
  return counted(count, unit);
}

const UNITS: [string, number][] = [
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** A sentence for whoever looks at the event. */
export const NOT_STARTED_WORDS: Record<NotStartedReason, string> = {
  once_per_contact: "The contact went through this flow before, and it is set to once per contact.",
  one_active_per_contact: "The contact has a run of this flow under way, and it is set to one at a time.",
  cool_down: "The contact started this flow a short while ago; its cool-down is not over yet.",
  too_deep:
    "The event was caused by a chain of runs that is too long already. This keeps flows from chasing each other.",
  loop_guard:
    "Baton's own actions started this flow for the contact more often within an hour than it allows. The flow was paused, so that it does not go round in a circle.",
};

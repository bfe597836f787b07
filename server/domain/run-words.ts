import { exitWords } from "./exit-words";
import type { RunStatus, StepStatus } from "./run";

/** The word of a state, the same wherever one is shown or read. */
export const STATUS_WORDS: Record<RunStatus | StepStatus, string> = {
  queued: "Queued",
  running: "Running",
  retrying: "Retrying",
  waiting: "Waiting",
  held: "Held",
  completed: "Succeeded",
  succeeded: "Succeeded",
  failed: "Failed",
  skipped: "Skipped",
  cancelled: "Cancelled",
};

/** Why nothing that costs tokens is done, and the way out. */
export const OUT_OF_TOKENS = "Out of tokens. Please upgrade or enable overage.";
export const PAYMENT_OVERDUE =
  "A payment for the plan is overdue. Please pay the open invoice under Settings → Billing.";

/** Why a run stands still (`Run.reason` while it is held): a word for a badge, a sentence for the page. */
const HOLDS: Record<string, { short: string; sentence: string }> = {
  out_of_tokens: {
    short: "out of tokens",
    sentence: `${OUT_OF_TOKENS} With overage on already, raise its cap under Settings → Billing. The run is kept, and goes on by itself as soon as there are tokens.`,
  },
  payment_overdue: {
    short: "payment overdue",
    sentence: `${PAYMENT_OVERDUE} The run is kept, and goes on by itself as soon as it is paid.`,
  },
  halted: {
    short: "stopped",
    sentence:
      "Its flow, or the whole workspace, was stopped. Nothing is lost: the run goes on by itself when that is turned on again.",
  },
  concurrency: {
    short: "waits for its turn",
    sentence:
      "This flow limits how many of its runs are under way at once. The run goes on by itself as soon as it is its turn.",
  },
  hourly_limit: {
    short: "waits for its turn",
    sentence:
      "This flow limits how many of its runs begin within an hour. The run begins by itself as soon as it is its turn.",
  },
  quiet_hours: {
    short: "quiet hours",
    sentence: "Held until the quiet hours are over. The run goes on by itself.",
  },
};

export const holdWords = (reason: string | null): string | null =>
  reason === null ? null : (HOLDS[reason]?.short ?? reason);

/** `places`: how many runs of its flow may be under way at once. */
export function holdSentence(reason: string | null, places: number | null = null): string {
  if (reason === "concurrency" && places !== null)
    return `Waits for ${places === 1 ? "the one place" : `one of ${places} places`} of this flow: so many of its runs may be under way at once. It goes on by itself when it is its turn.`;
  return (
    HOLDS[reason ?? ""]?.sentence ?? "This run is held. It goes on by itself when what holds it is over."
  );
}

/** `Run.reason` of a run that is over, in words; null where the state says it all. */
export function endWords(status: RunStatus, reason: string | null | undefined): string | null {
  if (!reason) return null;
  if (status === "cancelled") return reason === "parent_ended" ? "with the run that waited for it" : null;
  const exit = /^exited: (.+)$/.exec(reason);
  return exit ? `left the flow: ${exitWords(exit[1] ?? "")}` : reason.replaceAll("_", " ");
}

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

/** Why a run stands still (`Run.reason` while it is held): a word for a badge, a sentence for the page. */
const HOLDS: Record<string, { short: string; sentence: string }> = {
  out_of_tokens: {
    short: "out of tokens",
    sentence:
      "Out of tokens. Please upgrade or enable overage. The run is kept, and goes on by itself as soon as there are tokens.",
  },
  halted: {
    short: "stopped by an operator",
    sentence: "Stopped by an operator. Nothing is lost; the run goes on when the stop is lifted.",
  },
  concurrency: {
    short: "waits for its turn",
    sentence:
      "This flow limits how many of its runs are under way at once. The run goes on by itself as soon as it is its turn.",
  },
  quiet_hours: {
    short: "quiet hours",
    sentence: "Held until the quiet hours are over. The run goes on by itself.",
  },
};

export const holdWords = (reason: string | null): string | null =>
  reason === null ? null : (HOLDS[reason]?.short ?? reason);

export const holdSentence = (reason: string | null): string =>
  HOLDS[reason ?? ""]?.sentence ?? "This run is held. It goes on by itself when what holds it is over.";

/** How a run ended, as one reads it aloud: "Succeeded after one handled error", "Succeeded: condition not met". */
export function outcomeWords(run: {
  status: RunStatus;
  reason?: string | null;
  handledErrors?: number;
}): string {
  const { status, reason, handledErrors = 0 } = run;
  const word = STATUS_WORDS[status];
  if (status === "held") return `${word}: ${holdWords(reason ?? null) ?? "it goes on by itself"}`;
  const errors =
    handledErrors > 0 && status === "completed"
      ? ` after ${handledErrors === 1 ? "one handled error" : `${handledErrors} handled errors`}`
      : "";
  return `${word}${errors}${reason && (status === "completed" || status === "failed") ? `: ${reason.replaceAll("_", " ")}` : ""}`;
}

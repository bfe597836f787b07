import { CirclePause, TriangleAlert } from "lucide-react";
import { holdSentence } from "@/server/domain/run-words";
import { OutOfTokensLink } from "./out-of-tokens-link";
import type { RunFacts } from "./run-types";

type RunNoticeProps = {
  run: RunFacts;
  /** How many runs of the flow may be under way at once. */
  places: number | null;
  failedTitle: string | null;
  onShowStep: () => void;
};

/** Why a run stands still or failed, in words, with the way to the step. */
export function RunNotice({ run, places, failedTitle, onShowStep }: RunNoticeProps) {
  if (run.status === "failed" && run.errorMessage)
    return (
      <div className="flex items-start gap-2 border-line border-b bg-failed-soft px-4 py-2 text-failed desk:px-6">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <p className="min-w-0 flex-1 break-words">
          {failedTitle ? <span className="font-medium">Failed at “{failedTitle}”: </span> : null}
          {run.errorMessage}
        </p>
        {failedTitle ? (
          <button
            type="button"
            onClick={onShowStep}
            className="shrink-0 font-medium underline-offset-4 hover:underline"
          >
            Show the step
          </button>
        ) : null}
      </div>
    );
  if (run.status === "held")
    return (
      <div className="flex items-start gap-2 border-line border-b bg-held-soft px-4 py-2 text-held desk:px-6">
        <CirclePause aria-hidden className="mt-0.5 size-4 shrink-0" />
        <p className="min-w-0 flex-1">{holdSentence(run.reason, places)}</p>
        {run.reason === "out_of_tokens" || run.reason === "payment_overdue" ? <OutOfTokensLink /> : null}
      </div>
    );
  return null;
}

import type { RunStatus } from "@/server/domain/run";
import { endWords, holdWords } from "@/server/domain/run-words";
import { type StateAppearance, StateBadge } from "./state-badge";
import { WakeDetail } from "./wake-detail";

type RunStatusBadgeProps = {
  status: RunStatus;
  /** Run.reason: why it is held, or ended early. */
  reason?: string | null;
  wakeAt?: Date | null;
  /** The workspace's, for "until Tue 09:00 in Berlin". */
  timezone?: string;
  /** What a run waits for that waits for no time, where that is known. */
  waitsFor?: string;
  appearance?: StateAppearance;
  className?: string;
};

export function RunStatusBadge({ status, reason, wakeAt, timezone, waitsFor, ...look }: RunStatusBadgeProps) {
  return (
    <StateBadge state={status} detail={detailOf({ status, reason, wakeAt, timezone, waitsFor })} {...look} />
  );
}

function detailOf({ status, reason, wakeAt, timezone, waitsFor }: RunStatusBadgeProps) {
  if (status === "held") return holdWords(reason ?? null);
  if (status === "waiting")
    return wakeAt ? <WakeDetail at={wakeAt} as="until" timezone={timezone} /> : (waitsFor ?? "for an event");
  // Why it failed is a sentence, and said elsewhere.
  return status === "completed" || status === "cancelled" ? endWords(status, reason) : null;
}

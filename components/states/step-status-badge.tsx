import type { StepStatus } from "@/server/domain/run";
import { type StateAppearance, StateBadge } from "./state-badge";
import { WakeDetail } from "./wake-detail";

type StepStatusBadgeProps = {
  status: StepStatus;
  /** Number of the attempt under way or made. */
  attempt?: number;
  wakeAt?: Date | null;
  /** Why it was skipped. */
  reason?: string | null;
  timezone?: string;
  appearance?: StateAppearance;
  className?: string;
};

export function StepStatusBadge({
  status,
  attempt = 1,
  wakeAt,
  reason,
  timezone,
  ...look
}: StepStatusBadgeProps) {
  return (
    <StateBadge state={status} detail={detailOf({ status, attempt, wakeAt, reason, timezone })} {...look} />
  );
}

function detailOf({ status, attempt = 1, wakeAt, reason, timezone }: StepStatusBadgeProps) {
  if (status === "retrying")
    return (
      <>
        attempt {attempt + 1} {wakeAt ? <WakeDetail at={wakeAt} as="in" timezone={timezone} /> : null}
      </>
    );
  if (status === "running") return attempt > 1 ? `attempt ${attempt}` : null;
  if (status === "waiting")
    return wakeAt ? <WakeDetail at={wakeAt} as="until" timezone={timezone} /> : "for an event";
  if (status === "succeeded" || status === "failed") return attempt > 1 ? `after ${attempt} attempts` : null;
  return reason;
}

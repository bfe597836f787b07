import { StateBadge } from "@/components/states/state-badge";
import { TokenAmount } from "@/components/states/token-amount";
import { WakeDetail } from "@/components/states/wake-detail";
import { Duration } from "@/components/ui/duration";
import { formatNumber } from "@/components/ui/format-number";
import type { StepMark } from "./step-mark";

/** Foot of a card during a run: state, how long, what it cost. */
export function CardRunLine({ mark, isTrigger }: { mark: StepMark | null; isTrigger: boolean }) {
  return (
    <div className="flex h-7 shrink-0 items-center gap-2 border-line border-t px-2.5 text-muted text-xs">
      {mark ? (
        <>
          <StateBadge state={mark.status} appearance="inline" className="min-w-0" detail={detailOf(mark)} />
          <span className="ml-auto flex shrink-0 items-center gap-2 tabular-nums">
            {mark.status === "skipped" || isInstant(mark) ? null : (
              <Duration from={mark.startedAt} to={mark.finishedAt} />
            )}
            {mark.milliTokens > 0 ? <TokenAmount milliTokens={mark.milliTokens} unit /> : null}
          </span>
        </>
      ) : (
        <span>{isTrigger ? "Started the run" : "Not reached"}</span>
      )}
    </div>
  );
}

/** On the clock of a dry run most steps take no time. */
const isInstant = ({ startedAt, finishedAt }: StepMark) => startedAt.getTime() === finishedAt?.getTime();

function detailOf(mark: StepMark) {
  if (mark.iterations > 1) return `${formatNumber(mark.iterations)} times`;
  if (mark.status === "waiting")
    return mark.wakeAt ? <WakeDetail at={mark.wakeAt} as="until" /> : (mark.waitsFor ?? "for an event");
  if (mark.status === "retrying") return `attempt ${mark.attempt + 1}`;
  if (mark.status === "failed") return mark.attempt > 1 ? `after ${mark.attempt} attempts` : null;
  return null;
}

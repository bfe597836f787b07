"use client";

import type { FlowDetail } from "@/components/flows/flow-types";
import { missedInWords } from "@/components/flows/missed-in-words";
import { RelativeTime } from "@/components/ui/relative-time";
import { useNow } from "@/components/ui/use-now";

type ScheduleStateProps = { state: NonNullable<FlowDetail["schedule"]>; timezone: string };

/** What the schedule that runs now did last, and what it missed. */
export function ScheduleState({ state, timezone }: ScheduleStateProps) {
  const now = useNow();
  const missed = now === null ? null : missedInWords(state, now, timezone);
  if (!state.lastFiredAt && !missed) return null;
  return (
    <div className="flex flex-col gap-1 text-muted text-xs">
      {state.lastFiredAt ? (
        <p>
          Last started for <RelativeTime at={state.lastFiredAt} />.
        </p>
      ) : null}
      {missed ? <p className="text-held">{missed}</p> : null}
    </div>
  );
}

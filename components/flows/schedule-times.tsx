"use client";

import { formatExact, formatMoment } from "@/components/ui/format-time";
import { RelativeTime } from "@/components/ui/relative-time";
import { useNow } from "@/components/ui/use-now";
import { nextFires, scheduleProblem } from "@/server/domain/schedule";
import type { FlowDetail } from "./flow-types";
import { missedInWords } from "./missed-in-words";

type ScheduleTimesProps = {
  cron: string;
  timezone: string;
  /** What the running schedule did; null while the flow is off. */
  state: FlowDetail["schedule"];
};

const SHOWN = 5;

/** When the flow starts next, when it last did, and what was missed. */
export function ScheduleTimes({ cron, timezone, state }: ScheduleTimesProps) {
  const now = useNow();
  if (now === null || scheduleProblem(cron, timezone)) return null;
  const missed = state ? missedInWords(state, now, timezone) : null;
  return (
    <section className="min-w-0">
      <h2 className="mb-1.5 font-medium text-muted text-xs">
        {state ? "Next" : "While it is on, next"} ({timezone})
      </h2>
      <ol className="flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
        {nextFires(cron, timezone, new Date(now), SHOWN).map((at, index) => (
          <li key={at.getTime()} className={index === 0 ? "font-medium" : "text-muted"}>
            <time dateTime={at.toISOString()} title={formatExact(at, { timeZone: timezone })}>
              {formatMoment(at, now, { timeZone: timezone })}
            </time>
          </li>
        ))}
      </ol>
      {state?.lastFiredAt ? (
        <p className="mt-1.5 text-muted text-xs">
          Last started for <RelativeTime at={state.lastFiredAt} />.
        </p>
      ) : null}
      {missed ? <p className="mt-1.5 text-xs">{missed}</p> : null}
    </section>
  );
}

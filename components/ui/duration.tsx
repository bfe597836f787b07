"use client";

import { formatDuration } from "./format-duration";
import { formatNumber } from "./format-number";
import { useNow } from "./use-now";

type DurationProps = {
  /** Known length, ms… */
  ms?: number;
  /** …or from when, to when (absent: still going, counts on). */
  from?: Date;
  to?: Date | null;
  className?: string;
};

export function Duration({ ms, from, to, className }: DurationProps) {
  const length = ms ?? (from && to ? to.getTime() - from.getTime() : undefined);
  if (length === undefined)
    return from ? <Running from={from} className={className} /> : <span className="text-faint">–</span>;
  return (
    <span className={className} title={`${formatNumber(length)} ms`}>
      {formatDuration(length)}
    </span>
  );
}

function Running({ from, className }: { from: Date; className?: string }) {
  const now = useNow();
  const ms = now === null ? 0 : Math.max(0, now - from.getTime());
  return <span className={className}>{ms < 60_000 ? `${Math.floor(ms / 1000)} s` : formatDuration(ms)}</span>;
}

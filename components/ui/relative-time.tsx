"use client";

import { cn } from "./cn";
import { formatDate, formatExact, formatRelative } from "./format-time";
import { useNow } from "./use-now";

type RelativeTimeProps = { at: Date; className?: string };

/** Relative up to a day, then the moment; exact on hover. Keeps itself current. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const now = useNow();
  return (
    <time
      dateTime={at.toISOString()}
      title={now === null ? undefined : formatExact(at)}
      className={cn("whitespace-nowrap", className)}
    >
      {now === null ? formatDate(at, { timeZone: "UTC" }) : formatRelative(at, now)}
    </time>
  );
}

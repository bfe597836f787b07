"use client";

import { formatExact, formatMoment } from "@/components/ui/format-time";
import { useNow } from "@/components/ui/use-now";

type WakeDetailProps = {
  at: Date;
  /** until: "until Tue 09:00 in Berlin" · in: "in 4 s". */
  as: "until" | "in";
  /** Time zone of the workspace; named when it is not the reader's. */
  timezone?: string;
};

/** When something that sleeps goes on. */
export function WakeDetail({ at, as, timezone }: WakeDetailProps) {
  const now = useNow();
  if (now === null) return null;
  const seconds = Math.ceil((at.getTime() - now) / 1000);
  if (seconds <= 0) return "about to go on";
  if (seconds < 60) return `${as === "in" ? "in" : "for"} ${seconds} s`;
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const foreign = timezone !== undefined && timezone !== own;
  const place = foreign ? ` in ${cityOf(timezone)}` : "";
  return (
    <span title={formatExact(at)}>{`until ${formatMoment(at, now, { timeZone: timezone })}${place}`}</span>
  );
}

const cityOf = (zone: string) => zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;

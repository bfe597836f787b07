"use client";

import { useNow } from "@/components/ui/use-now";

/** The time to the minute: what shows days need not be drawn each second. Null on the server. */
export function useMinute(): number | null {
  const now = useNow();
  return now === null ? null : Math.floor(now / 60_000) * 60_000;
}

"use client";

import { useNow } from "@/components/ui/use-now";

/** What the clock on the contact's wall says: "Tue 09:12". */
export function LocalClock({ timezone }: { timezone: string }) {
  const now = useNow();
  if (now === null) return null;
  const at = new Date(now);
  return (
    <time dateTime={at.toISOString()} title={timezone.replaceAll("_", " ")}>
      {new Intl.DateTimeFormat("en-GB", {
        weekday: "short",
        hour: "2-digit",
        minute: "2-digit",
        timeZone: timezone,
      }).format(at)}
    </time>
  );
}

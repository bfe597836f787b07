"use client";

import { cn } from "@/components/ui/cn";
import { useSettled } from "./use-settled";

/** Whether what one sees follows what happens. Quiet: it speaks up only when the connection stays away. */
export function LiveSign({ live }: { live: boolean }) {
  const lost = useSettled(!live, 2_000);
  return (
    <span
      role="status"
      className={cn("flex items-center gap-1.5 text-xs", lost ? "text-held" : "text-muted")}
    >
      <span
        aria-hidden
        className={cn("size-1.5 rounded-full", lost ? "animate-pulse-soft bg-held" : "bg-succeeded")}
      />
      {lost ? "Reconnecting…" : "Live"}
    </span>
  );
}

import { cn } from "@/components/ui/cn";
import type { RunLoop } from "./run-types";

/** How far a loop is: done, failed, under way, to come. Decoration: the same is said in figures beside it. */
export function LoopBar({ loop, className }: { loop: RunLoop; className?: string }) {
  const parts = [
    { name: "succeeded", count: loop.succeeded, fill: "bg-succeeded" },
    { name: "failed", count: loop.failed, fill: "bg-failed" },
    { name: "open", count: loop.open, fill: "bg-running animate-pulse-soft" },
  ];
  return (
    <span
      aria-hidden
      className={cn("flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-gray-4", className)}
    >
      {parts.map(({ name, count, fill }) =>
        count > 0 ? (
          <span
            key={name}
            // One failure in ten thousand is still seen.
            className={cn("min-w-1 shrink-0 transition-[width] last:rounded-r-full", fill)}
            style={{ width: `calc(${(count / Math.max(1, loop.total)) * 100}% - 1px)` }}
          />
        ) : null,
      )}
    </span>
  );
}

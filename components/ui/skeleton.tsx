import { cn } from "./cn";

/** A grey stand-in of the right shape. Put one `role="status"` text beside a group of them. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-3 animate-shimmer rounded-sm bg-gray-4", className)} />;
}

/** Rows of a table that is still loading. */
export function SkeletonRows({ rows = 8, label }: { rows?: number; label: string }) {
  return (
    <div role="status">
      <span className="sr-only">{label}</span>
      {[...Array(rows).keys()].map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-line border-b px-4">
          <Skeleton className="w-20" />
          <Skeleton className={row % 3 === 0 ? "w-48" : row % 3 === 1 ? "w-64" : "w-40"} />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}

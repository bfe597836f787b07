import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";

/** Where a chart will be. */
export const ChartSkeleton = () => (
  <div className="flex h-80 min-w-0 flex-col rounded-lg border border-line p-4">
    <Skeleton className="w-24" />
    <Skeleton className="mt-2 w-56" />
    <div className="mt-auto flex items-end justify-between gap-2 px-4">
      {HEIGHTS.map((height) => (
        <Skeleton key={height} className={cn("w-full max-w-5", height)} />
      ))}
    </div>
  </div>
);

const HEIGHTS = [
  "h-12",
  "h-24",
  "h-20",
  "h-28",
  "h-22",
  "h-32",
  "h-36",
  "h-30",
  "h-40",
  "h-34",
  "h-44",
  "h-38",
];

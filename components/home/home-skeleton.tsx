import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";

export function HomeSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-6">
      <span className="sr-only">Loading the figures</span>
      <div className="grid grid-cols-2 rounded-lg border border-line lg:grid-cols-4">
        {["runs", "rate", "open", "tokens"].map((tile) => (
          <div key={tile} className="flex flex-col gap-3 p-4">
            <Skeleton className="w-20" />
            <Skeleton className="h-6 w-16" />
            <Skeleton className="w-28" />
          </div>
        ))}
      </div>
      <div className="grid gap-6 xl:grid-cols-2">
        <ChartSkeleton />
        <ChartSkeleton />
      </div>
    </div>
  );
}

const heights = [
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

const ChartSkeleton = () => (
  <div className="flex h-80 min-w-0 flex-col rounded-lg border border-line p-4">
    <Skeleton className="w-24" />
    <Skeleton className="mt-2 w-56" />
    <div className="mt-auto flex items-end justify-between gap-2 px-4">
      {heights.map((height) => (
        <Skeleton key={height} className={cn("w-full max-w-5", height)} />
      ))}
    </div>
  </div>
);

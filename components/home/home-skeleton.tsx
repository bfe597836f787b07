import { ChartSkeleton } from "@/components/charts/chart-skeleton";
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

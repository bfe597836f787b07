import { ChartSkeleton } from "@/components/charts/chart-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export function UsageSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-6">
      <span className="sr-only">Loading the usage</span>
      <div className="grid grid-cols-1 rounded-lg border border-line sm:grid-cols-2 xl:grid-cols-4">
        {["used", "over", "heading", "value"].map((figure) => (
          <div key={figure} className="flex flex-col gap-3 p-4">
            <Skeleton className="w-24" />
            <Skeleton className="h-6 w-20" />
            <Skeleton className="w-36" />
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

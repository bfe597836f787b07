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
        {["days", "course"].map((chart) => (
          <div key={chart} className="flex h-80 flex-col gap-2 rounded-lg border border-line p-4">
            <Skeleton className="w-24" />
            <Skeleton className="w-56" />
            <Skeleton className="mt-4 h-full rounded-md" />
          </div>
        ))}
      </div>
    </div>
  );
}

import { CanvasSkeleton } from "@/components/flow-builder/canvas-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export function FlowPageSkeleton() {
  return (
    <>
      <div className="flex h-11 items-center gap-5 border-line border-b px-4 desk:px-6">
        <Skeleton className="h-4 w-20" />
        <Skeleton className="w-44" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1">
          <CanvasSkeleton />
        </div>
        <div className="hidden w-90 flex-col gap-4 border-line border-l p-4 desk:flex xl:w-100">
          <Skeleton className="w-56" />
          <Skeleton className="h-28 w-full rounded-lg" />
          <Skeleton className="w-40" />
        </div>
      </div>
    </>
  );
}

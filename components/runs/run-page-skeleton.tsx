import { CanvasSkeleton } from "@/components/flow-builder/canvas-skeleton";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export function RunPageSkeleton() {
  return (
    <>
      <div className="flex h-11 items-center gap-6 border-line border-b px-4 desk:px-6">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="w-40" />
        <Skeleton className="w-28" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="hidden flex-1 desk:block">
          <CanvasSkeleton />
        </div>
        <div className="w-full desk:w-110 desk:border-line desk:border-l xl:w-124">
          <SkeletonRows rows={6} label="Loading the run" />
        </div>
      </div>
    </>
  );
}

import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a canvas that is on its way. */
export function CanvasSkeleton() {
  return (
    <div role="status" className="flex size-full flex-col items-center gap-10 bg-sunken pt-10">
      <span className="sr-only">Loading the flow</span>
      {[0, 1, 2].map((row) => (
        <div
          key={row}
          className="flex h-15 w-66 items-center gap-2.5 rounded-xl border border-line bg-surface px-2.5"
        >
          <Skeleton className="size-7 rounded-md" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="w-28" />
            <Skeleton className="h-2.5 w-40" />
          </div>
        </div>
      ))}
    </div>
  );
}

import { Skeleton } from "@/components/ui/skeleton";

export function ContactPageSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the contact</span>
      <div className="flex items-center gap-3">
        <Skeleton className="size-10 rounded-full" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-5 w-52" />
          <Skeleton className="w-36" />
        </div>
      </div>
      <div className="mt-8 grid gap-8 desk:grid-cols-[272px_minmax(0,1fr)]">
        <div className="flex flex-col gap-4 max-desk:hidden">
          {[...Array(9).keys()].map((line) => (
            <Skeleton key={line} className={line % 3 === 0 ? "w-40" : "w-56"} />
          ))}
        </div>
        <div className="flex flex-col gap-5">
          {[...Array(6).keys()].map((line) => (
            <div key={line} className="flex items-center gap-3">
              <Skeleton className="size-7 rounded-full" />
              <Skeleton className={line % 2 === 0 ? "w-64" : "w-80"} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

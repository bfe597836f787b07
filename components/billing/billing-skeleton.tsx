import { Skeleton } from "@/components/ui/skeleton";

/** The billing page while it loads: its head, the plan, the four plans, the invoice. */
export function BillingSkeleton() {
  return (
    <div role="status" className="flex flex-col gap-5">
      <span className="sr-only">Loading billing</span>
      <div className="flex h-11 flex-col gap-3">
        <Skeleton className="h-5 w-24" />
        <Skeleton className="w-72 max-w-full" />
      </div>
      <div className="flex h-52 flex-col gap-4 rounded-lg border border-line p-4">
        <Skeleton className="w-12" />
        <Skeleton className="h-7 w-40" />
        <Skeleton className="w-80 max-w-full" />
      </div>
      <div className="grid h-72 grid-cols-2 rounded-lg border border-line xl:grid-cols-4">
        {["trial", "starter", "professional", "enterprise"].map((plan) => (
          <div key={plan} className="flex flex-col gap-3 p-4">
            <Skeleton className="w-20" />
            <Skeleton className="h-6 w-16" />
            <Skeleton className="w-28" />
            <Skeleton className="w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}

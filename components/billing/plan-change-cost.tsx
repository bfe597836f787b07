import { useWorkspace } from "@/components/shell/workspace-context";
import { formatDate } from "@/components/ui/format-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { BillingOverview, PlanChange } from "./billing-types";
import { InvoiceLines } from "./invoice-lines";

type PlanChangeCostProps = {
  /** Undefined while it is worked out. */
  change: PlanChange | undefined;
  failed: boolean;
  overview: BillingOverview;
  name: string;
};

/** What a change of plan costs, line by line, and when it happens. */
export function PlanChangeCost({ change, failed, overview, name }: PlanChangeCostProps) {
  const { timezone: timeZone } = useWorkspace();
  if (failed) return null;
  if (!change)
    return (
      <div role="status" className="flex h-24 flex-col justify-center gap-3 rounded-lg bg-gray-2 px-3">
        <span className="sr-only">Working out what is due</span>
        <Skeleton className="w-3/4" />
        <Skeleton className="w-1/2" />
        <Skeleton className="w-2/3" />
      </div>
    );
  if (!overview.configured)
    return (
      <p className="rounded-lg bg-gray-2 px-3 py-2.5 text-muted">
        No payment is configured on this installation: the plan switches at once, without a charge.
      </p>
    );
  const later = change.when === "at period end";
  return (
    <div className="rounded-lg bg-gray-2 px-3 py-2.5">
      <InvoiceLines lines={change.lines} totalCents={change.dueNowCents ?? 0} total="Due now" />
      <p className="mt-1.5 text-muted text-xs">
        {later
          ? `${overview.planName} stays until ${formatDate(change.at, { timeZone })}, when the period ends; ${name} begins then.`
          : overview.subscription
            ? `${name} and its tokens are there as soon as this is paid. Taxes, if any, are added.`
            : "You pay on Stripe's page, where taxes, if any, are added. The tokens are there as soon as it is paid."}
      </p>
    </div>
  );
}

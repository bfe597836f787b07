import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { formatExact } from "@/components/ui/format-time";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import { InvoiceLines } from "./invoice-lines";

type InvoiceForecastProps = {
  /** Key of a period; without it the current one. */
  period?: string | undefined;
  current?: boolean;
  /** Where the other page about it is. */
  link?: { path: "/usage" | "/settings/billing"; label: string };
};

/** What a period comes to by the ledger, line by line. */
export function InvoiceForecast({ period, current = true, link = USAGE }: InvoiceForecastProps) {
  const trpc = useTRPC();
  const { slug: workspace, timezone: timeZone } = useWorkspace();
  const preview = useQuery(
    trpc.billing.preview.queryOptions({ workspace, period }, { staleTime: 30_000, refetchInterval: 60_000 }),
  );
  return (
    <Card
      title={current ? "This period so far" : "This period came to"}
      description={
        preview.data ? (
          <span title={formatExact(preview.data.asOf, { timeZone })}>
            From the ledger, as of <RelativeTime at={preview.data.asOf} />, before taxes
          </span>
        ) : (
          "From the ledger"
        )
      }
      actions={
        <Link href={`/w/${workspace}${link.path}`} className={buttonClass({ variant: "ghost" })}>
          {link.label}
        </Link>
      }
    >
      {preview.error && !preview.data ? (
        <ErrorState
          title="The invoice could not be worked out"
          message={preview.error.message}
          pending={preview.isFetching}
          onRetry={() => preview.refetch()}
        />
      ) : preview.data ? (
        <InvoiceLines {...preview.data} />
      ) : (
        <div role="status" className="flex h-17 flex-col justify-between py-1">
          <span className="sr-only">Working out the invoice</span>
          <Skeleton className="w-1/2" />
          <Skeleton className="w-1/3" />
          <Skeleton className="ml-auto w-16" />
        </div>
      )}
    </Card>
  );
}

const USAGE = { path: "/usage", label: "Every charge" } as const;

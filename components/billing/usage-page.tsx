"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { ExportUsage } from "./export-usage";
import { periodWords } from "./period-words";
import { ReconciliationLine } from "./reconciliation-line";
import { UsageBody } from "./usage-body";
import { UsageSkeleton } from "./usage-skeleton";
import { useUsageView } from "./use-usage-view";

/** What the workspace used of its tokens: by day, kind and flow, where it is heading, and every single charge. */
export function UsagePage() {
  const trpc = useTRPC();
  const { slug: workspace, timezone } = useWorkspace();
  const [view, setView] = useUsageView();
  const periods = useQuery(trpc.usage.periods.queryOptions({ workspace }));
  const usage = useQuery(
    trpc.usage.period.queryOptions(
      { workspace, period: view.period ?? undefined },
      { placeholderData: keepPreviousData },
    ),
  );
  const current = periods.data?.[0]?.key;
  const choosePeriod = (period: string) =>
    setView({ period: period === current ? null : period, kind: null, flow: null, day: null });

  return (
    <Page
      crumbs={[{ label: "Usage" }]}
      actions={usage.data && usage.data.kinds.length > 0 ? <ExportUsage view={view} /> : null}
    >
      <div className="mb-4 flex min-h-7 flex-wrap items-center gap-x-6 gap-y-2">
        {periods.data && current ? (
          <Select
            aria-label="Period"
            size="sm"
            className="w-full sm:w-72"
            value={view.period ?? current}
            onValueChange={choosePeriod}
            options={periods.data.map((period) => ({
              value: period.key,
              label: periodWords(period, timezone),
              ...(period.current && { hint: "current" }),
            }))}
          />
        ) : null}
        <ReconciliationLine />
      </div>
      {usage.error && !usage.data ? (
        <ErrorState
          title="The usage could not be loaded"
          message={usage.error.message}
          pending={usage.isFetching}
          onRetry={() => usage.refetch()}
        />
      ) : usage.data ? (
        <div className={cn("flex flex-col gap-6", usage.isPlaceholderData && "opacity-60")}>
          <UsageBody usage={usage.data} view={view} setView={setView} />
        </div>
      ) : (
        <UsageSkeleton />
      )}
    </Page>
  );
}

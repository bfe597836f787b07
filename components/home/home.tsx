"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { parseAsNumberLiteral, useQueryState } from "nuqs";
import { Page } from "@/components/shell/page";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { ErrorState } from "@/components/ui/error-state";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Figures } from "./figures";
import { HomeSkeleton } from "./home-skeleton";
import { Onboarding } from "./onboarding";
import { RecentFailures } from "./recent-failures";
import { RunsChart } from "./runs-chart";
import { TokensChart } from "./tokens-chart";
import { useLiveHome } from "./use-live-home";

/** How the workspace does: today, now, and over a period that the URL holds. */
export function Home() {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const [days, setDays] = useQueryState("days", parseAsNumberLiteral([7, 14, 30]).withDefault(14));
  const stats = useQuery(
    trpc.stats.home.queryOptions({ workspace: slug, days }, { placeholderData: keepPreviousData }),
  );
  const first = useQuery(trpc.runs.list.queryOptions({ workspace: slug, limit: 1 }));
  useLiveHome(stats.isFetching || first.isFetching);

  const fresh = first.data?.runs.length === 0;
  const period = (
    <SegmentedControl
      label="Period"
      options={periods}
      value={`${days}`}
      onChange={(value) => setDays(value === "7" ? 7 : value === "30" ? 30 : 14)}
    />
  );
  const failure = stats.error ?? first.error;
  return (
    <Page crumbs={[{ label: "Home" }]} actions={stats.data && first.data && !fresh ? period : null}>
      {failure ? (
        <ErrorState
          title="The figures could not be loaded"
          message={failure.message}
          pending={stats.isFetching || first.isFetching}
          onRetry={() => {
            stats.refetch();
            first.refetch();
          }}
        />
      ) : !stats.data || !first.data ? (
        <HomeSkeleton />
      ) : fresh ? (
        <Onboarding hasFlow={stats.data.flows.total > 0} />
      ) : (
        <div className="flex flex-col gap-6">
          <Figures stats={stats.data} days={days} />
          <div className="grid gap-6 xl:grid-cols-2">
            <RunsChart stats={stats.data} days={days} />
            <TokensChart stats={stats.data} days={days} />
          </div>
          <RecentFailures />
        </div>
      )}
    </Page>
  );
}

const periods = [
  { value: "7", label: "7 days" },
  { value: "14", label: "14 days" },
  { value: "30", label: "30 days" },
] as const;

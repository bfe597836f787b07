"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { cn } from "@/components/ui/cn";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { FlowDefinition } from "@/server/domain/flow";
import { CostActual } from "./cost-actual";
import { CostMonth } from "./cost-month";
import { CostPaths } from "./cost-paths";
import { CostSteps } from "./cost-steps";
import { CostSummary } from "./cost-summary";
import { useEstimate } from "./use-estimate";

type CostViewProps = {
  source: { flowId: string; definition: FlowDefinition };
  onStep?: ((stepId: string) => void) | undefined;
};

/** What the flow costs: a run by the way it goes, a month like the last one, each step, and what it really cost. */
export function CostView({ source, onStep }: CostViewProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { flowId, definition } = source;
  const { data, error, isFetching, isPlaceholderData, refetch } = useEstimate({ flowId, definition });
  const actual = useQuery(trpc.dryRun.actual.queryOptions({ workspace, flowId }));
  if (error)
    return (
      <ErrorState
        title="The cost could not be worked out"
        message={error.message}
        onRetry={() => refetch()}
        pending={isFetching}
      />
    );
  if (!data) return <SkeletonRows rows={5} label="Working out the cost" />;
  return (
    <div className={cn("flex flex-col gap-2 pb-4 transition-opacity", isPlaceholderData && "opacity-60")}>
      <CostSummary estimate={data} />
      <CostPaths paths={data.perRun.paths} complete={data.perRun.complete} />
      <div className="grid gap-3 px-4 pt-3 @[820px]:grid-cols-2">
        {data.month ? <CostMonth month={data.month} /> : null}
        {actual.data ? <CostActual actual={actual.data} /> : null}
      </div>
      <CostSteps steps={data.perStep} definition={definition} onStep={onStep} />
    </div>
  );
}

"use client";

import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ReplayChanges } from "./replay-changes";
import { ReplayForm } from "./replay-form";
import { ReplayProgress } from "./replay-progress";
import { ReplayResult } from "./replay-result";
import { isUnderWay, useReplay } from "./use-replay";

type ReplayViewProps = {
  flowId: string;
  save?: (() => Promise<boolean>) | undefined;
  onStep?: ((stepId: string) => void) | undefined;
};

/** Real events through the published version and the draft: what publishing would change for whom. */
export function ReplayView({ flowId, save, onStep }: ReplayViewProps) {
  const replay = useReplay(flowId, save);
  const { query } = replay;
  if (query.isError && query.data === undefined)
    return (
      <ErrorState
        title="The replay could not be loaded"
        message={query.error.message}
        onRetry={() => query.refetch()}
        pending={query.isFetching}
      />
    );
  if (query.data === undefined) return <SkeletonRows rows={4} label="Loading the replay" />;
  const latest = query.data;
  const underWay = isUnderWay(latest?.state);
  return (
    <div className="flex flex-col">
      {underWay ? null : (
        <ReplayForm
          mayStart={replay.mayStart}
          starting={replay.starting}
          refusal={replay.refusal}
          again={latest !== null}
          onStart={replay.start}
        />
      )}
      {latest && underWay ? (
        <ReplayProgress
          replay={latest}
          mayCancel={replay.mayStart}
          cancelling={replay.cancelling}
          onCancel={() => replay.cancel(latest.id)}
        />
      ) : null}
      {latest && latest.done > 0 ? <ReplayResult replay={latest} /> : null}
      {latest && latest.differences.length > 0 ? (
        <ReplayChanges key={latest.id} replay={latest} {...(onStep && { onStep })} />
      ) : null}
    </div>
  );
}

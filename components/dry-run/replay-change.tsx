"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { cityOf, localDate, localTime } from "./local-time";
import { TraceComparison } from "./trace-comparison";

type ReplayChangeProps = {
  replayId: string;
  /** null: none is open. */
  place: number | null;
  onClose: () => void;
  onStep?: (stepId: string) => void;
};

/** One event that goes otherwise, opened. */
export function ReplayChange({ place, onClose, ...rest }: ReplayChangeProps) {
  return (
    <Dialog open={place !== null} onOpenChange={(open) => !open && onClose()}>
      {place === null ? null : <Opened place={place} onClose={onClose} {...rest} />}
    </Dialog>
  );
}

function Opened({ replayId, place, onClose, onStep }: ReplayChangeProps & { place: number }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const query = useQuery(trpc.flowReplays.change.queryOptions({ workspace, replayId, place }));
  const { data } = query;
  const zone = data ? (data.timezone.contact ?? data.timezone.workspace) : "UTC";
  return (
    <DialogContent
      size="lg"
      title={data ? `${data.change.contact?.name ?? data.event.type} ${data.change.words}` : "Event"}
      description={
        data
          ? `${data.event.type} of ${localDate(data.event.at, zone, new Date())}, ${localTime(data.event.at, zone)} in ${cityOf(zone)}. Nothing is sent: a dry run.`
          : "Both traces are worked out."
      }
    >
      <div className="-mx-5">
        {data ? (
          <TraceComparison
            published={data.published}
            draft={data.draft}
            zone={zone}
            since={data.event.at}
            onStep={
              onStep &&
              ((stepId) => {
                onStep(stepId);
                onClose();
              })
            }
          />
        ) : query.isError ? (
          <ErrorState
            title="The event could not be opened"
            message={query.error.message}
            onRetry={() => query.refetch()}
          />
        ) : (
          <SkeletonRows rows={5} label="Working out both traces" />
        )}
      </div>
    </DialogContent>
  );
}

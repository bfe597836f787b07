"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { CanvasSkeleton } from "./canvas-skeleton";
import { FlowView } from "./flow-view";

/** The flow that a step runs, as it runs now, without leaving the one that is being built. */
export function SubFlowPreview({ flowId, onClose }: { flowId: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const [selected, setSelected] = useState<string | null>(null);
  const query = useQuery(trpc.flows.get.queryOptions({ workspace, flowId }));
  const flow = query.data;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        size="lg"
        title={flow?.name ?? "Flow"}
        description={
          flow
            ? flow.activeVersion
              ? `Version ${flow.activeVersion.number}, which runs.`
              : "A draft. It has to be published before it can run."
            : undefined
        }
        footer={
          <>
            <DialogClose asChild>
              <Button size="md">Close</Button>
            </DialogClose>
            <Button size="md" variant="primary" asChild>
              <Link href={`/w/${workspace}/flows/${flowId}`}>Open flow</Link>
            </Button>
          </>
        }
      >
        <div className="relative h-[52vh] overflow-hidden rounded-lg border border-line">
          {flow ? (
            <FlowView
              definition={flow.activeVersion?.definition ?? flow.draft}
              selected={selected}
              onSelect={setSelected}
            />
          ) : query.isError ? (
            <ErrorState
              title="The flow could not be loaded"
              message={query.error.message}
              onRetry={() => query.refetch()}
              pending={query.isFetching}
            />
          ) : (
            <CanvasSkeleton />
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, RotateCcw } from "lucide-react";
import { useState } from "react";
import { FlowOutline } from "@/components/flow-builder/flow-outline";
import { StepDetails } from "@/components/flow-builder/step-details";
import { useBuilder, useBuilderStore } from "@/components/flow-builder/use-builder";
import { versionChanges } from "@/components/flow-builder/version-changes";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { FlowDefinition } from "@/server/domain/flow";
import { TRIGGER } from "@/server/domain/flow-graph";
import type { FlowDetail } from "./flow-types";

type VersionSheetProps = { flow: FlowDetail; number: number; onClose: () => void };

/** One version as it was: its steps, and what the draft does differently. It can become the draft; that is an edit like any other. */
export function VersionSheet({ flow, number, onClose }: VersionSheetProps) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const version = useQuery(trpc.flowVersions.get.queryOptions({ workspace, flowId: flow.id, number }));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent title={`Version ${number}`}>
        {version.data ? (
          <div className="flex flex-col gap-4 p-4">
            <p className="break-words text-muted">
              Published by {version.data.publishedBy} <RelativeTime at={version.data.createdAt} />
              {version.data.note ? `: ${version.data.note}` : "."}
            </p>
            <Against number={number} definition={version.data.definition} onClose={onClose} />
            <Steps definition={version.data.definition} />
          </div>
        ) : version.isError ? (
          <ErrorState
            title={`Version ${number} could not be loaded`}
            message={version.error.message}
            onRetry={() => version.refetch()}
            pending={version.isFetching}
          />
        ) : (
          <SkeletonRows rows={6} label="Loading the version" />
        )}
      </SheetContent>
    </Sheet>
  );
}

/** Its steps as a list; one opens to its settings. */
function Steps({ definition }: { definition: FlowDefinition }) {
  const [step, setStep] = useState<string | null>(null);
  if (step === null || step === TRIGGER)
    return (
      <div className="-mx-4">
        <FlowOutline definition={definition} selected={step} onSelect={setStep} />
      </div>
    );
  return (
    <div>
      <Button variant="ghost" className="-ml-2 mb-2" onClick={() => setStep(null)}>
        <ArrowLeft aria-hidden />
        Whole flow
      </Button>
      <StepDetails definition={definition} stepId={step} problems={[]} onSelect={setStep} />
    </div>
  );
}

type AgainstProps = { number: number; definition: FlowDefinition; onClose: () => void };

function Against({ number, definition, onClose }: AgainstProps) {
  const store = useBuilderStore();
  const readOnly = useBuilder((state) => state.readOnly);
  const draft = useBuilder((state) => state.definition);
  const changes = versionChanges(definition, draft);
  const restore = () => {
    const label = `Version ${number} restored`;
    const { edit, undo } = store.getState();
    if (!edit({ kind: "replace", definition }, { label, select: [] })) return;
    onClose();
    toast.success(`The draft is as version ${number} was`, { undo });
  };
  return (
    <section aria-label="The draft since then" className="rounded-lg border border-line p-3">
      {changes.length === 0 ? (
        <p className="text-muted">The draft does the same.</p>
      ) : (
        <>
          <h3 className="mb-1 font-medium">In the draft since then</h3>
          <ul className="list-disc pl-5 text-muted marker:text-faint">
            {changes.slice(0, 20).map((words) => (
              <li key={words} className="break-words">
                {words}
              </li>
            ))}
            {changes.length > 20 ? <li>and {changes.length - 20} more</li> : null}
          </ul>
        </>
      )}
      {readOnly || changes.length === 0 ? null : (
        <Button className="mt-3" onClick={restore}>
          <RotateCcw aria-hidden />
          Make it the draft
        </Button>
      )}
    </section>
  );
}

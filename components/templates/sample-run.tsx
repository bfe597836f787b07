"use client";

import Link from "next/link";
import { TestRunMessages } from "@/components/flow-builder/test-run-messages";
import { useRun } from "@/components/runs/use-run";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";
import { buttonClass } from "@/components/ui/button-class";
import { SkeletonRows } from "@/components/ui/skeleton";

/** What became of the sample event, as it goes. */
export function SampleRun({ runId }: { runId: string }) {
  const { slug, timezone } = useWorkspace();
  const { query } = useRun(runId);
  const run = query.data?.run;
  return (
    <div className="mt-5 overflow-hidden rounded-lg border border-line bg-surface">
      {run ? (
        <>
          <div className="flex min-h-12 items-center gap-3 border-line px-4 py-2 not-last:border-b">
            <div role="status" className="min-w-0 flex-1">
              <RunStatusBadge
                status={run.status}
                reason={run.reason}
                wakeAt={run.wakeAt}
                timezone={timezone}
              />
            </div>
            <Link href={`/w/${slug}/runs/${runId}`} className={buttonClass({ variant: "ghost" })}>
              Watch the run
            </Link>
          </div>
          <TestRunMessages runId={runId} runSeq={run.runSeq} />
        </>
      ) : (
        <SkeletonRows rows={2} label="Starting" />
      )}
    </div>
  );
}

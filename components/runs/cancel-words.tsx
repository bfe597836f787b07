"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";

/** What cancelling a run means, with the runs that end with it. Asked when the question is put. */
export function CancelWords({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data: open = 0 } = useQuery(
    trpc.runs.openSubRuns.queryOptions({ workspace, runId }, { staleTime: 0 }),
  );
  return (
    <>
      It stops before its next step, at the latest within 5 seconds. What is done stays done. A cancelled run
      never goes on; a retry is a new run.
      {open > 0 ? (
        <span className="mt-2 block font-medium">
          {open === 1
            ? "One run that it waits for is cancelled too."
            : `${open} runs that it waits for are cancelled too.`}
        </span>
      ) : null}
    </>
  );
}

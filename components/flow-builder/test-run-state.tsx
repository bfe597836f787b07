"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { RunStatusBadge } from "@/components/states/run-status-badge";

/** How the followed run stands, beside the name of the tab. */
export function TestRunState({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  // Read and kept up to date by the follower.
  const { data } = useQuery(trpc.runs.get.queryOptions({ workspace, runId }, { enabled: false }));
  return data ? <RunStatusBadge status={data.run.status} appearance="icon" /> : null;
}

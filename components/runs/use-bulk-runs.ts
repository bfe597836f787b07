"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";

/** Cancels or retries many runs at once. What was refused (a run that is over by now) is counted, not hidden. */
export function useBulkRuns(onDone: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  const cancel = useMutation(trpc.runs.cancel.mutationOptions());
  const retry = useMutation(trpc.runs.retry.mutationOptions());

  const all = async (runIds: readonly string[], verb: string, act: (runId: string) => Promise<unknown>) => {
    const results = await Promise.allSettled(runIds.map(act));
    const refused = results.filter((result) => result.status === "rejected");
    const done = results.length - refused.length;
    if (done > 0) toast.success(`${done} ${done === 1 ? "run" : "runs"} ${verb}`);
    const [first] = refused;
    if (first) {
      const reason = first.reason instanceof Error ? first.reason.message : "";
      toast.error(`${refused.length} ${refused.length === 1 ? "run was" : "runs were"} not ${verb}`, {
        description: reason,
      });
    }
    onDone();
    await queries.invalidateQueries({ queryKey: trpc.runs.pathKey() });
  };

  return {
    pending: cancel.isPending || retry.isPending,
    cancel: (runIds: readonly string[]) =>
      all(runIds, "cancelled", (runId) => cancel.mutateAsync({ workspace, runId })),
    retry: (runIds: readonly string[]) =>
      all(runIds, "retried", (runId) => retry.mutateAsync({ workspace, runId, from: "failed" })),
  };
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { toast } from "@/components/ui/toast";

/** What one can do to a run. A retry is a run of its own, and opens. */
export function useRunActions() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { slug: workspace, role } = useWorkspace();
  const read = () => queries.invalidateQueries({ queryKey: trpc.runs.pathKey() });

  const cancelling = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: () => {
        toast.success("Run cancelled", { description: "A step that was under way is still recorded." });
        return read();
      },
      onError: (error) => toast.error("The run was not cancelled", { description: error.message }),
    }),
  );
  const retrying = useMutation(
    trpc.runs.retry.mutationOptions({
      onSuccess: ({ runId }) => {
        router.push(`/w/${workspace}/runs/${runId}`);
        return read();
      },
      onError: (error) => toast.error("The run was not retried", { description: error.message }),
    }),
  );

  return {
    mayControl: role !== "viewer",
    cancel: (runId: string) => cancelling.mutate({ workspace, runId }),
    cancelling: cancelling.isPending,
    retry: (runId: string, from: "failed" | "start") => retrying.mutate({ workspace, runId, from }),
    retrying: retrying.isPending ? retrying.variables.from : null,
  };
}

"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";

const LOOK_AGAIN_MS = 700;

/** The flow's latest replay, kept up to date while it is under way; to start one and to cancel it. */
export function useReplay(flowId: string, save?: () => Promise<boolean>) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { slug: workspace, role } = useWorkspace();
  const query = useQuery(
    trpc.flowReplays.get.queryOptions(
      { workspace, flowId },
      { refetchInterval: ({ state }) => (isUnderWay(state.data?.state) ? LOOK_AGAIN_MS : false) },
    ),
  );
  const read = () => queries.invalidateQueries({ queryKey: trpc.flowReplays.get.queryKey() });
  const start = useMutation(trpc.flowReplays.start.mutationOptions({ onSuccess: read }));
  const cancel = useMutation(trpc.flowReplays.cancel.mutationOptions({ onSuccess: read }));
  const saving = useMutation({ mutationFn: async () => (save ? save() : true) });
  return {
    query,
    mayStart: role !== "viewer",
    starting: saving.isPending || start.isPending,
    refusal: saving.data === false ? NOT_SAVED : (start.error?.message ?? cancel.error?.message ?? null),
    start: async (events: number) => {
      if (await saving.mutateAsync()) start.mutate({ workspace, flowId, events });
    },
    cancelling: cancel.isPending,
    cancel: (replayId: string) => cancel.mutate({ workspace, replayId }),
  };
}

export const isUnderWay = (state: string | undefined): boolean => state === "queued" || state === "running";

const NOT_SAVED =
  "The draft is not saved yet, so it was not replayed. Look whether you are online, and try again.";

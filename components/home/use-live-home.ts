"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useLiveList } from "@/components/runs/use-live-list";
import { useTRPC } from "@/components/shell/trpc";
import { useResting } from "@/components/ui/use-resting";

/** Reads the figures again when runs changed, with a pause between: they sum up weeks. */
export function useLiveHome(busy: boolean) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isFetching = useResting(busy, 3_000);
  useLiveList({
    isFetching,
    refetch: () => {
      for (const queryKey of [trpc.stats.pathKey(), trpc.runs.list.pathKey()])
        void queries.invalidateQueries({ queryKey });
    },
  });
}

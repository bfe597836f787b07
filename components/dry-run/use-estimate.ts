"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useDebounced } from "@/components/ui/use-debounced";
import type { FlowDefinition } from "@/server/domain/flow";

const REST_MS = 400;

/** What a flow as it is edited would cost; asked again when it was changed. */
export function useEstimate({ flowId, definition }: { flowId: string; definition: FlowDefinition }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const { layout: _, ...settled } = useDebounced(definition, REST_MS);
  return useQuery({
    queryKey: [trpc.dryRun.pathKey(), "estimate", workspace, flowId, settled],
    queryFn: ({ signal }) =>
      client.dryRun.estimate.mutate({ workspace, flowId, definition: settled }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}

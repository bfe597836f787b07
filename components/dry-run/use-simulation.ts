"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/shell/trpc";
import { useDebounced } from "@/components/ui/use-debounced";
import type { DryRunAnswer, DryRunOutcome } from "./dry-run-outcome";

/** Until somebody stops writing or pressing. */
const REST_MS = 150;

/**
 * Asks again whenever what is asked changes, and shows the last answer until the next is there. It is a mutation on the
 * way, since a flow does not fit into an address, and a query by nature.
 */
export function useSimulation<Asked>(
  name: string,
  asked: Asked | null,
  ask: (asked: Asked, signal: AbortSignal) => Promise<DryRunOutcome>,
): DryRunAnswer {
  const trpc = useTRPC();
  const settled = useDebounced(asked, REST_MS);
  const query = useQuery({
    queryKey: [trpc.dryRun.pathKey(), name, settled],
    queryFn: ({ signal }) => (settled === null ? null : ask(settled, signal)),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });
  return {
    outcome: query.data ?? null,
    error: query.error?.message ?? null,
    busy: query.isFetching || settled !== asked,
    again: () => void query.refetch(),
  };
}

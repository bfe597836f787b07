import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC, useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { BillingOverview } from "./billing-types";

/** The plan and how it stands with paying for it; one question for all who show it. */
export function useBilling(initialData?: BillingOverview) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const hydrated = useHydrated();
  const query = useQuery(
    trpc.billing.overview.queryOptions(
      { workspace },
      { staleTime: 30_000, refetchInterval: 60_000, ...(initialData && { initialData }) },
    ),
  );
  return { data: hydrated ? query.data : initialData };
}

/** Asks Stripe how things stand, for those who may spend, and shows what it says. */
export function useAskStripe() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { slug: workspace } = useWorkspace();
  return async (): Promise<BillingOverview> => {
    const fresh = await client.billing.refresh.mutate({ workspace });
    queries.setQueryData(trpc.billing.overview.queryKey({ workspace }), fresh);
    return fresh;
  };
}

/** Reads again what a change of the plan, the cap or the payment may have moved. */
export function useReadBillingAgain() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useCallback(
    () =>
      Promise.all(
        [trpc.billing.pathFilter(), trpc.stats.pathFilter(), trpc.usage.pathFilter()].map((filter) =>
          queries.invalidateQueries(filter),
        ),
      ),
    [trpc, queries],
  );
}

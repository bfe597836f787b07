"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { flowChoices } from "./dry-run-samples";

/** Events to try a flow with, as the test panel offers them. */
export function useFlowChoices(flowId: string) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const { data, error, dataUpdatedAt, refetch } = useQuery(
    trpc.flows.samples.queryOptions({ workspace, flowId }, { staleTime: 60_000 }),
  );
  const choices = useMemo(() => flowChoices(data ?? [], dataUpdatedAt), [data, dataUpdatedAt]);
  return {
    choices,
    loading: data === undefined,
    problem: data === undefined ? (error?.message ?? null) : null,
    again: () => void refetch(),
  };
}

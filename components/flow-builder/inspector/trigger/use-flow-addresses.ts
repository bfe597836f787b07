"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import { useBuilder } from "../../use-builder";

type FlowAddresses = {
  /** hidden: only editors know them; later: the flow's own comes with the first save of its webhook. */
  state: "loading" | "hidden" | "later" | "known";
  /** The flow's own. */
  flow: string | null;
  /** This member's, for events. */
  member: string | null;
};

/** The addresses that requests come in by. */
export function useFlowAddresses(): FlowAddresses {
  const trpc = useTRPC();
  const { slug: workspace, role } = useWorkspace();
  const flowId = useBuilder((state) => state.flowId);
  const savedTrigger = useBuilder((state) => state.saved.trigger.type);
  const isTold = role !== "viewer";
  const { data, isPending, refetch } = useQuery(
    trpc.flows.addresses.queryOptions({ workspace, flowId }, { enabled: isTold }),
  );
  const missing = data !== undefined && !data.flow;
  useEffect(() => {
    if (missing && savedTrigger === "webhook") void refetch();
  }, [missing, savedTrigger, refetch]);
  if (!isTold) return { state: "hidden", flow: null, member: null };
  if (isPending) return { state: "loading", flow: null, member: null };
  const at = (path: string | null | undefined) => (path ? `${window.location.origin}${path}` : null);
  return { state: data?.flow ? "known" : "later", flow: at(data?.flow), member: at(data?.member) };
}

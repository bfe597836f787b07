"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferProcedureOutput } from "@trpc/server";
import { useEffect, useRef } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { AppRouter } from "@/server/api/root";
import { sameValue } from "@/server/domain/same-value";
import { useBuilder, useBuilderStore } from "./use-builder";

export type FlowSample = inferProcedureOutput<AppRouter["flows"]["samples"]>[number];

/** Events to try the open flow with. Read again when what starts it was saved. */
export function useSamples() {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const flowId = useBuilder((state) => state.flowId);
  const trigger = useBuilder((state) => state.saved.trigger);
  const query = useQuery(trpc.flows.samples.queryOptions({ workspace, flowId }, { staleTime: 60_000 }));
  const { refetch } = query;
  const known = useRef(trigger);
  useEffect(() => {
    if (known.current === trigger) return;
    known.current = trigger;
    void refetch();
  }, [trigger, refetch]);
  return query;
}

/** The newest event becomes the sample of the builder until somebody chooses another; one that no longer starts it goes. */
export function useFirstSample(): void {
  const store = useBuilderStore();
  const { data } = useSamples();
  useEffect(() => {
    const [first] = data ?? [];
    const { sample, setSample } = store.getState();
    const chosen = sample?.id ?? null;
    const known = data?.find(({ id }) => id === chosen);
    // What the flow is given was declared otherwise: its example follows.
    if (known?.source === "catalogue" && !sameValue(known.payload, sample?.payload))
      return setSample({ id: known.id, type: known.type, payload: known.payload });
    const gone = chosen !== null && data !== undefined && !known;
    if (data && (sample === null || gone))
      setSample(first ? { id: first.id, type: first.type, payload: first.payload } : null);
  }, [data, store]);
}

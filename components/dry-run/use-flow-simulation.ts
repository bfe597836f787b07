"use client";

import { useMemo } from "react";
import { useTRPCClient } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { FlowDefinition } from "@/server/domain/flow";
import { eventSchema } from "@/server/domain/simulate/what-if";
import type { DryRunAnswer } from "./dry-run-outcome";
import type { useDryRun } from "./use-dry-run";
import { useSimulation } from "./use-simulation";

type Source = { flowId: string; definition: FlowDefinition };

/** The dry run of a flow as it is edited. */
export function useFlowSimulation(
  { flowId, definition }: Source,
  { event, at, world, settings: { contactId, zone } }: ReturnType<typeof useDryRun>,
): DryRunAnswer {
  const client = useTRPCClient();
  const { slug: workspace } = useWorkspace();
  const asked = useMemo(
    () =>
      event && {
        ...{ workspace, flowId, definition: withoutLayout(definition), at, ...world },
        event: event.real && event.id !== null ? { eventId: event.id } : eventSchema.parse(event),
        ...(contactId && { contactId }),
        ...(zone && { contact: { timezone: zone } }),
      },
    [workspace, flowId, definition, at, world, event, contactId, zone],
  );
  return useSimulation("flow", asked, (input, signal) => client.dryRun.simulate.mutate(input, { signal }));
}

/** Where boxes stand changes nothing. */
const withoutLayout = ({ layout: _, ...rest }: FlowDefinition): FlowDefinition => rest;

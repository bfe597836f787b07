"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { FlowDefinition } from "@/server/domain/flow";
import { subFlowIds } from "@/server/domain/sub-flow-ids";
import { FlowNames } from "./flow-names";

const NONE = {};

/** Within, steps that run other flows call them by their names. */
export function KnownFlowNames({
  definition,
  children,
}: {
  definition: FlowDefinition | null;
  children: ReactNode;
}) {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  const ids = definition ? subFlowIds(definition) : [];
  const names = useQuery(
    trpc.subFlows.names.queryOptions(
      { workspace, ids },
      { enabled: ids.length > 0, staleTime: 60_000, placeholderData: keepPreviousData },
    ),
  );
  return <FlowNames value={names.data ?? NONE}>{children}</FlowNames>;
}

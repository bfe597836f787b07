"use client";

import { useQuery } from "@tanstack/react-query";
import type { inferProcedureOutput } from "@trpc/server";
import { useMemo } from "react";
import { useTRPC } from "@/components/shell/trpc";
import { useWorkspace } from "@/components/shell/workspace-context";
import type { AppRouter } from "@/server/api/root";
import { type Catalogue, catalogueAction } from "@/server/domain/catalogue";

/** What flows of this workspace can be made of, as the server sends it. */
export type FlowCatalogue = inferProcedureOutput<AppRouter["flows"]["catalogue"]>;

/** Actions, events, people and the rest that forms offer; undefined while it is being read. */
export function useCatalogue(): FlowCatalogue | undefined {
  const trpc = useTRPC();
  const { slug: workspace } = useWorkspace();
  return useQuery(trpc.flows.catalogue.queryOptions({ workspace }, { staleTime: 60_000 })).data;
}

/** The same as the validation and the linter need to know it. */
export function useCheckCatalogue(): Catalogue | null {
  const catalogue = useCatalogue();
  return useMemo(() => (catalogue ? checkCatalogue(catalogue) : null), [catalogue]);
}

function checkCatalogue(catalogue: FlowCatalogue): Catalogue {
  const { actions, messageTemplates, connections, flows, members, tags, pools, eventTypes } = catalogue;
  const inputs = flows.flatMap(({ id, externalId, input }) =>
    input ? [id, ...(externalId ? [externalId] : [])].map((name) => [name, input] as const) : [],
  );
  return {
    actions: actions.map((action) => ({
      ...catalogueAction(action),
      ...(action.connects && {
        connectable: connections
          .filter(({ integration }) => action.connects?.integrations.includes(integration))
          .map(({ id, externalId, name }) => ({ id: externalId ?? id, name })),
      }),
    })),
    messageTemplates: messageTemplates.flatMap(({ id, name }) => [id, name]),
    connections: connections.flatMap(({ id, externalId }) => (externalId ? [id, externalId] : [id])),
    flows: flows.flatMap(({ id, externalId }) => (externalId ? [id, externalId] : [id])),
    flowInputs: Object.fromEntries(inputs),
    ...{ members, tags, pools },
    eventFields: Object.fromEntries(
      eventTypes.map(({ type, sample, schema }) => [
        type,
        [...Object.keys(sample ?? {}), ...propertiesOf(schema)],
      ]),
    ),
  };
}

function propertiesOf(schema: Record<string, unknown> | null): string[] {
  const properties = schema?.properties;
  return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
}

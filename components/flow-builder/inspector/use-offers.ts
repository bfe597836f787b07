"use client";

import type { inferProcedureOutput } from "@trpc/server";
import { useMemo } from "react";
import type { AppRouter } from "@/server/api/root";
import type { FlowInput } from "@/server/domain/flow-input";
import type { ActionStep } from "@/server/domain/step";
import { useCatalogue } from "../use-catalogue";
import type { PickOption } from "./fields/option-picker";

type FlowCatalogue = inferProcedureOutput<AppRouter["flows"]["catalogue"]>;
export type OfferedAction = FlowCatalogue["actions"][number];
export type OfferKind = "owner" | "pool" | "tag" | "template" | "flow" | "zone";
export type OfferedCondition = { id: string; title: string; pluginId: string; operators: readonly string[] };
export type OfferedEvent = {
  type: string;
  words: string;
  category: string;
  sample: Record<string, unknown> | null;
};
type OfferedFlow = { id: string; name: string; input: FlowInput | null };

/** What the workspace has, as forms ask for it. Empty while it is being loaded. */
export type Offers = {
  loading: boolean;
  actions: readonly OfferedAction[];
  eventTypes: readonly OfferedEvent[];
  conditions: readonly OfferedCondition[];
  options: (kind: OfferKind) => readonly PickOption[];
  actionOf: (step: Pick<ActionStep, "action_id" | "plugin_id">) => OfferedAction | null;
  flowOf: (id: string) => OfferedFlow | null;
  /** Null: the action cannot be connected to anything. */
  connectionsFor: (action: OfferedAction) => FlowCatalogue["connections"] | null;
};

export function useOffers(): Offers {
  const catalogue = useCatalogue();
  return useMemo(() => (catalogue ? offersOf(catalogue) : NONE), [catalogue]);
}

const cache = new WeakMap<FlowCatalogue, Offers>();

function offersOf(catalogue: FlowCatalogue): Offers {
  const known = cache.get(catalogue);
  if (known) return known;
  const offers = makeOffers(catalogue);
  cache.set(catalogue, offers);
  return offers;
}

function makeOffers(catalogue: FlowCatalogue): Offers {
  const options: Record<OfferKind, PickOption[]> = {
    owner: catalogue.members.map(({ name, email }) => ({ value: email, label: name, hint: email })),
    pool: catalogue.pools.map(({ name }) => ({ value: name, label: name })),
    tag: catalogue.tags.map((tag) => ({ value: tag, label: tag })),
    template: catalogue.messageTemplates.map(({ id, name, channel }) => ({
      value: id,
      label: name,
      hint: id,
      group: channel === "sms" ? "SMS" : "Email",
    })),
    flow: catalogue.flows.map(({ id, externalId, name, published }) => ({
      value: externalId ?? id,
      label: name,
      ...(!published && { hint: "not published yet" }),
    })),
    zone: catalogue.zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") })),
  };
  return {
    loading: false,
    actions: catalogue.actions,
    eventTypes: catalogue.eventTypes.map(({ type, description, category, sample }) => ({
      ...{ type, category, sample },
      words: description.replace(/^When /, "").replace(/\.$/, ""),
    })),
    conditions: catalogue.conditions.map((condition) => ({
      id: condition.id,
      title: condition.name,
      operators: condition.operators,
      pluginId: condition.offeredBy.source === "plugin" ? condition.offeredBy.pluginSlug : "platform",
    })),
    options: (kind) => options[kind],
    actionOf: (step) => findAction(catalogue.actions, step),
    flowOf: (wanted) =>
      catalogue.flows.find(({ id, externalId }) => id === wanted || externalId === wanted) ?? null,
    connectionsFor: ({ connects }) =>
      connects &&
      catalogue.connections.filter(({ integration }) => connects.integrations.includes(integration)),
  };
}

/** As a run finds it: the named plugin's; without one the platform's, then whoever has it. */
function findAction(
  actions: readonly OfferedAction[],
  { action_id, plugin_id }: Pick<ActionStep, "action_id" | "plugin_id">,
): OfferedAction | null {
  const named = actions.filter(
    ({ key, alsoKnownAs }) => key === action_id || alsoKnownAs.includes(action_id),
  );
  if (!plugin_id || plugin_id === "platform")
    return named.find(({ offeredBy }) => offeredBy.source === "platform") ?? named[0] ?? null;
  return (
    named.find(
      ({ offeredBy }) =>
        offeredBy.source === "plugin" &&
        [offeredBy.pluginSlug, offeredBy.pluginId, ...offeredBy.pluginAliases].includes(plugin_id),
    ) ?? null
  );
}

const NONE: Offers = {
  loading: true,
  ...{ actions: [], eventTypes: [], conditions: [] },
  options: () => [],
  actionOf: () => null,
  flowOf: () => null,
  connectionsFor: () => null,
};

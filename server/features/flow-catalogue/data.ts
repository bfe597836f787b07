import * as z from "zod";
import { pool } from "@/server/db/pool";
import { eventCatalogue } from "@/server/domain/event-catalogue";
import { canonicalEventType } from "@/server/domain/event-type";
import { type FlowInput, flowInputSchema } from "@/server/domain/flow-input";
import type { WorkspaceId } from "@/server/domain/workspace";
import {
  type OfferedAction,
  type OfferedCondition,
  offeredActions,
  offeredConditions,
  offeredTriggers,
} from "@/server/plugins/offered-actions";
import { contactFacets } from "../contacts/data";
import { listMembers } from "../members/data";
import { listMessageTemplates } from "../message-templates/data";

export type CatalogueEvent = {
  type: string;
  title: string;
  description: string;
  category: string;
  /** baton: it happens here; outside: others post it; flow: it starts one flow alone; a plugin's slug; seen: it came here before. */
  origin: string;
  /** JSON Schema of the payload; null: not known. */
  schema: Record<string, unknown> | null;
  sample: Record<string, unknown> | null;
};

export type FlowCatalogue = {
  actions: OfferedAction[];
  eventTypes: CatalogueEvent[];
  conditions: OfferedCondition[];
  /** `id` is what a step says. */
  messageTemplates: { id: string; name: string; channel: "email" | "sms" }[];
  connections: {
    id: string;
    externalId: string | null;
    name: string;
    integration: string;
    channel: string | null;
    isDefault: boolean;
    status: "ready" | "failing" | "halted";
  }[];
  members: { id: string; name: string; email: string }[];
  pools: { id: string; name: string }[];
  tags: string[];
  statuses: string[];
  leadTypes: string[];
  agents: { id: string; name: string }[];
  /** Those that others can start: a sub-flow, a goal. */
  flows: {
    id: string;
    externalId: string | null;
    name: string;
    published: boolean;
    /** What it is to be given; null: nothing is declared. */
    input: FlowInput | null;
  }[];
  zones: string[];
};

/** Everything that a flow of this workspace can be made of, for the forms and the live validation of the builder. */
export async function readCatalogue(workspaceId: WorkspaceId): Promise<FlowCatalogue> {
  const [actions, conditions, eventTypes, templates, facets, members, rest] = await Promise.all([
    offeredActions(workspaceId),
    offeredConditions(workspaceId),
    listEventTypes(workspaceId),
    listMessageTemplates(workspaceId),
    contactFacets(workspaceId),
    listMembers(workspaceId),
    readRest(workspaceId),
  ]);
  return {
    ...{ actions, conditions, eventTypes, ...facets, ...rest },
    messageTemplates: templates.map(({ key, name, channel }) => ({ id: key, name, channel })),
    members: members.map(({ id, name, email }) => ({ id, name, email })),
    zones: ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")],
  };
}

type Rest = Pick<FlowCatalogue, "connections" | "pools" | "agents" | "flows">;
type RestRow = Omit<Rest, "flows"> & { flows: (Omit<Rest["flows"][number], "input"> & { input: unknown })[] };

async function readRest(workspaceId: WorkspaceId): Promise<Rest> {
  const { rows } = await pool().query<RestRow>({ name: "catalogue", text: REST_SQL, values: [workspaceId] });
  const [row] = rows;
  if (!row) return { connections: [], pools: [], agents: [], flows: [] };
  return {
    ...row,
    flows: row.flows.map((flow) => ({ ...flow, input: flowInputSchema.safeParse(flow.input).data ?? null })),
  };
}

const REST_SQL = `select
  coalesce((select json_agg(json_build_object('id', id, 'externalId', external_id, 'name', name, 'integration', integration,
      'channel', channel, 'isDefault', is_default,
      'status', case when halted_at is not null then 'halted' when check_error is not null then 'failing' else 'ready' end)
    order by lower(name), id) from connections where workspace_id = $1 and archived_at is null), '[]') as connections,
  coalesce((select json_agg(json_build_object('id', id, 'name', name) order by lower(name), id)
    from owner_pools where workspace_id = $1 and archived_at is null), '[]') as pools,
  coalesce((select json_agg(json_build_object('id', id, 'name', name) order by lower(name), id)
    from agents where workspace_id = $1 and archived_at is null), '[]') as agents,
  coalesce((select json_agg(json_build_object('id', f.id, 'externalId', f.external_id, 'name', f.name, 'published', v.id is not null,
      'input', coalesce(v.definition, f.draft)->'trigger'->'input') order by lower(f.name), f.id)
    from (select * from automation_flows where workspace_id = $1 and status <> 'archived' order by updated_at desc limit 2000) f
    left join flow_versions v on v.workspace_id = f.workspace_id and v.id = f.active_version_id), '[]') as flows`;

/** Those of the catalogue, those that plugins declare, and others that came here before. */
async function listEventTypes(workspaceId: WorkspaceId): Promise<CatalogueEvent[]> {
  const [triggers, seen] = await Promise.all([offeredTriggers(workspaceId), seenTypes(workspaceId)]);
  const types = new Map(knownTypes().map((event) => [event.type, event]));
  for (const { name, description, event_types, output_schema, offeredBy } of triggers)
    for (const type of event_types.map(canonicalEventType)) {
      if (types.has(type)) continue;
      const slug = offeredBy.source === "plugin" ? offeredBy.pluginSlug : "platform";
      const schema = Object.keys(output_schema).length > 0 ? output_schema : null;
      types.set(type, {
        ...{ type, title: name, description },
        ...{ category: "plugin", origin: slug, schema, sample: null },
      });
    }
  for (const type of seen) {
    if (types.has(type)) continue;
    const description = `“${type}” came in before.`;
    types.set(type, {
      ...{ type, title: type, description, category: "other", origin: "seen", schema: null, sample: null },
    });
  }
  return [...types.values()];
}

/** The distinct types by skipping through the index: a step for each type, however many events there are. */
async function seenTypes(workspaceId: WorkspaceId): Promise<string[]> {
  const { rows } = await pool().query<{ type: string }>({
    name: "seen-types",
    text: `with recursive seen as (
        (select type, 1 as place from events where workspace_id = $1 order by type limit 1)
        union all
        select (select e.type from events e where e.workspace_id = $1 and e.type > seen.type order by e.type limit 1), place + 1
        from seen where seen.type is not null and place < 300
      ) select type from seen where type is not null`,
    values: [workspaceId],
  });
  return rows.map(({ type }) => type);
}

let known: CatalogueEvent[] | undefined;

/** The same for as long as the process lives. */
function knownTypes(): CatalogueEvent[] {
  known ??= eventCatalogue.map(({ type, words, category, origin, payload, sample }) => ({
    ...{ type, category, origin, sample },
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    description: `When ${words}.`,
    schema: z.toJSONSchema(payload, { io: "input", unrepresentable: "any" }),
  }));
  return known;
}

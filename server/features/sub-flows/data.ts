import * as z from "zod";
import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { Catalogue } from "@/server/domain/catalogue";
import { type FlowDefinition, type FlowTrigger, triggerSchema } from "@/server/domain/flow";
import { subFlowIds } from "@/server/domain/sub-flow-ids";
import type { WorkspaceId } from "@/server/domain/workspace";

/** Ids by which steps name flows: ours, or the workspace's own. */
export const flowNamesSchema = z.object({ ids: z.array(z.string().min(1).max(200)).max(500) });

/** What those flows are called, under the ids that were asked for; of ids that nothing has, nothing. */
export async function readFlowNames(
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ id: string; name: string }>({
    name: "flow-names",
    text: `select asked.id, flow.name from unnest($2::text[], $3::uuid[]) as asked(id, uuid) cross join lateral (
        select name from automation_flows where workspace_id = $1 and (id = asked.uuid or external_id = asked.id)
        order by id = asked.uuid desc nulls last limit 1) flow`,
    values: [workspaceId, ids, ids.map(uuidOf)],
  });
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

/** What the validation is to know of flows that others can run: all their ids, and what the named ones expect. */
export async function readSubFlows(
  workspaceId: WorkspaceId,
  definition: FlowDefinition,
): Promise<Pick<Catalogue, "flows" | "flowInputs">> {
  const named = subFlowIds(definition);
  if (named.length === 0) return {};
  const { rows } = await pool().query<{ ids: string[]; trigger: unknown }>({
    name: "sub-flows-known",
    text: `select array_remove(array[f.id::text, f.external_id], null) as ids,
        case when named then coalesce(v.definition, f.draft) -> 'trigger' end as trigger
      from automation_flows f
      cross join lateral (select coalesce(f.id = any($3::uuid[]), false) or coalesce(f.external_id = any($2::text[]), false) as named) asked
      left join flow_versions v on named and v.workspace_id = f.workspace_id and v.id = f.active_version_id
      where f.workspace_id = $1 and f.status <> 'archived' order by named desc, f.updated_at desc limit $4`,
    values: [workspaceId, named, named.map(uuidOf).filter((id) => id !== null), MOST_NAMES],
  });
  const inputs = rows.flatMap(({ ids, trigger }) => {
    const input = inputOf(triggerSchema.safeParse(trigger).data);
    return input ? ids.map((id) => [id, input] as const) : [];
  });
  return { flows: rows.flatMap(({ ids }) => ids), flowInputs: Object.fromEntries(inputs) };
}

/** Beside those that are named, for proposals where a name is none. */
const MOST_NAMES = 2_000;

const uuidOf = (id: string): string | null => (isUuid(id) ? id : null);

const inputOf = (trigger: FlowTrigger | undefined) =>
  trigger?.type === "manual" ? trigger.input : undefined;

import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { mintWorkspaceId } from "@/server/domain/workspace";
import { estimateFlow } from "./data";

/** A version is estimated within a minute of being published; one that nobody came to within this time stays without. */
const LOOKED_BACK_MS = 7 * 86_400_000;
const MOST = 20;

type Row = { id: string; workspace_id: string; flow_id: string; definition: unknown; created_at: Date };

/**
 * Estimates versions that were published lately, as of then, and keeps what was said. Publishing does not wait for it.
 * Returns how many.
 */
export async function estimatePublished(): Promise<number> {
  const { rows } = await pool().query<Row>({
    name: "estimates-wanted",
    text: `select v.id, v.workspace_id, v.flow_id, v.definition, v.created_at from flow_versions v
        join automation_flows f on f.workspace_id = v.workspace_id and f.active_version_id = v.id
      where v.created_at > $1 and not exists (select 1 from flow_estimates e where e.version_id = v.id)
      order by v.created_at limit $2`,
    values: [new Date(now().getTime() - LOOKED_BACK_MS), MOST],
  });
  for (const row of rows) await estimateVersion(row);
  return rows.length;
}

async function estimateVersion({ id, workspace_id, flow_id, definition, created_at }: Row): Promise<void> {
  const workspaceId = mintWorkspaceId(workspace_id);
  const { month } = await estimateFlow(
    workspaceId,
    flow_id,
    flowDefinitionSchema.parse(definition),
    created_at,
  );
  await pool().query({
    name: "estimate-keep",
    text: `insert into flow_estimates (version_id, workspace_id, flow_id, days, events, expected, p95, worst, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (version_id) do nothing`,
    values: [
      ...[id, workspaceId, flow_id, 30, month?.events ?? 0],
      ...[month?.expected ?? null, month?.p95 ?? null, month?.worst ?? null, now()],
    ],
  });
}

import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import type { FlowStatus } from "../domain/flow";
import type { WorkspaceId } from "../domain/workspace";

export type FlowRef = { id: string; name: string; status: FlowStatus; activeVersionId: string | null };

/** By its id, by the id that the workspace gave it, or by its name. */
export async function findFlowBy(tx: Tx, workspaceId: WorkspaceId, id: string): Promise<FlowRef | null> {
  const { rows } = await tx.query<FlowRef>(
    `select id, name, status::text as status, active_version_id as "activeVersionId" from automation_flows
     where workspace_id = $1::uuid and (id = $2::uuid or external_id = $3 or (lower(name) = lower($3) and status <> 'archived'))
     order by id = $2::uuid desc nulls last, external_id = $3 desc nulls last, active_version_id is not null desc, id limit 1`,
    [workspaceId, isUuid(id) ? id : null, id],
  );
  return rows[0] ?? null;
}

/** Why another flow cannot start it; null when it can. Whether it is on does not matter: what counts is that it is published. */
export function whyNotStartable(flow: FlowRef | null, id: string): string | null {
  if (!flow) return `There is no flow “${id}” in this workspace. Choose another.`;
  if (flow.status === "archived") return `“${flow.name}” is archived. Restore it, or choose another flow.`;
  if (!flow.activeVersionId) return `“${flow.name}” was never published. Publish it, or choose another flow.`;
  return null;
}

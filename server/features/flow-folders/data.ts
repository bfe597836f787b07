import { pool } from "@/server/db/pool";
import type { FolderCount } from "@/server/domain/flow-folder";
import type { WorkspaceId } from "@/server/domain/workspace";

/** Folders and tags that flows stand in, deleted ones apart. */
export type FlowPlaces = { folders: FolderCount[]; tags: { tag: string; flows: number }[] };

export async function listPlaces(workspaceId: WorkspaceId): Promise<FlowPlaces> {
  const { rows } = await pool().query<FlowPlaces>(
    `with known as materialized (select folder, tags from automation_flows where workspace_id = $1 and status <> 'archived')
     select coalesce((select json_agg(json_build_object('path', folder, 'flows', flows) order by folder) from (
         select folder, count(*)::int as flows from known where folder <> '' group by folder) f), '[]') as folders,
       coalesce((select json_agg(json_build_object('tag', tag, 'flows', flows) order by flows desc, lower(tag)) from (
         select tag, count(*)::int as flows from known, unnest(tags) tag group by tag order by 2 desc, lower(tag) limit 200) t), '[]') as tags`,
    [workspaceId],
  );
  return rows[0] ?? { folders: [], tags: [] };
}

import * as z from "zod";
import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema } from "@/server/domain/flow";
import type { WorkspaceId } from "@/server/domain/workspace";

const PAGE = 50;

/** The number of the last version of the page before. */
export const versionCursorSchema = z.number().int().min(1);

export type VersionItem = {
  id: string;
  number: number;
  note: string;
  /** A member's name, or what else published it. */
  publishedBy: string;
  steps: number;
  createdAt: Date;
};

const COLUMNS = `v.id, v.number, v.note, v.created_at as "createdAt",
  jsonb_array_length(v.definition->'steps') + jsonb_array_length(coalesce(v.definition->'error_handlers', '[]')) as steps,
  case when v.published_by is null then 'an API key' else coalesce(u.name, 'a former member or an API key') end as "publishedBy"`;
const SOURCE = `flow_versions v
  left join memberships m on m.workspace_id = v.workspace_id and m.user_id = v.published_by
  left join users u on u.id = m.user_id`;

/** What was published of a flow, the newest first. Drafts kept for a test are none of it. */
export async function listVersions(
  workspaceId: WorkspaceId,
  flowId: string,
  before?: number,
  limit = PAGE,
): Promise<{ versions: VersionItem[]; nextCursor: number | null }> {
  const { rows } = await pool().query<VersionItem>(
    `select ${COLUMNS} from ${SOURCE}
     where v.workspace_id = $1 and v.flow_id = $2 and v.number > 0 and ($3::int is null or v.number < $3)
     order by v.number desc limit $4`,
    [workspaceId, flowId, before ?? null, limit + 1],
  );
  const versions = rows.slice(0, limit);
  return { versions, nextCursor: rows.length > limit ? (versions.at(-1)?.number ?? null) : null };
}

/** One version with what it does. */
export async function getVersion(
  workspaceId: WorkspaceId,
  flowId: string,
  number: number,
): Promise<VersionItem & { definition: FlowDefinition }> {
  const { rows } = await pool().query<VersionItem & { definition: unknown }>(
    `select ${COLUMNS}, v.definition from ${SOURCE} where v.workspace_id = $1 and v.flow_id = $2 and v.number = $3`,
    [workspaceId, flowId, number],
  );
  const [row] = rows;
  if (!row)
    throw new AppError(
      "not_found",
      `There is no version ${number} of this flow in this workspace. Look for it in the list of its versions.`,
    );
  return { ...row, definition: flowDefinitionSchema.parse(row.definition) };
}

import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";

/** An empty workspace called Test. */
export async function newWorkspace(): Promise<WorkspaceId> {
  const id = newId();
  await pool().query(
    "insert into workspaces (id, slug, name, aliases, billing_anchor) values ($1, $2, 'Test', '{}', '2026-01-01')",
    [id, `w-${id}`],
  );
  return mintWorkspaceId(id);
}

import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

export type PoolRef = { id: string; name: string };

/** The owner pool with this id or name. */
export async function findPool(tx: Tx, workspaceId: WorkspaceId, which: string): Promise<PoolRef | null> {
  const { rows } = await tx.query<PoolRef>(
    `select id, name from owner_pools where workspace_id = $1::uuid and archived_at is null
       and (id = $2::uuid or lower(name) = lower($3)) order by id = $2::uuid desc nulls last limit 1`,
    [workspaceId, isUuid(which) ? which : null, which.trim()],
  );
  return rows[0] ?? null;
}

export async function poolNames(tx: Tx, workspaceId: WorkspaceId): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(
    "select name from owner_pools where workspace_id = $1::uuid and archived_at is null order by lower(name) limit 20",
    [workspaceId],
  );
  return rows.map(({ name }) => name);
}

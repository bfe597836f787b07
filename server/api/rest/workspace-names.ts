import { performance } from "node:perf_hooks";
import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";

type Names = { id: WorkspaceId; names: Set<string> };

const MAX_AGE_MS = 5_000;
const MOST = 5_000;
const cache = new Map<string, { found: Names | null; readAt: number }>();

/** Whether a posted tenant_id is one of the names of this workspace: its id, slug or an alias. */
export async function isNameOf(workspaceId: WorkspaceId, name: unknown): Promise<boolean> {
  if (typeof name !== "string") return false;
  const found = await lookUp(workspaceId);
  return found?.names.has(name) ?? false;
}

/** For credentials that name their workspace themselves, by id or slug. */
export async function findWorkspaceId(reference: string): Promise<WorkspaceId | null> {
  return reference.length > 100 ? null : ((await lookUp(reference))?.id ?? null);
}

async function lookUp(reference: string): Promise<Names | null> {
  const known = cache.get(reference);
  const at = performance.now();
  if (known && at - known.readAt < MAX_AGE_MS) return known.found;
  const { rows } = await pool().query<{ id: string; slug: string; aliases: string[] }>({
    name: "workspace-names",
    text: "select id, slug, coalesce(aliases, '{}') as aliases from workspaces where id = $1 or slug = $2",
    values: [isUuid(reference) ? reference : null, reference],
  });
  const row = rows[0];
  const found = row
    ? { id: mintWorkspaceId(row.id), names: new Set([row.id, row.slug, ...row.aliases]) }
    : null;
  if (cache.size >= MOST) cache.clear();
  cache.set(reference, { found, readAt: at });
  return found;
}

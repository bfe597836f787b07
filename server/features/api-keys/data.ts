import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";

const listed = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  origins: true,
  createdAt: true,
  lastUsedAt: true,
} as const;

/** The keys that work, the newest first. */
export const listApiKeys = (workspaceId: WorkspaceId) =>
  prisma().apiKey.findMany({
    where: { workspaceId, revokedAt: null },
    select: listed,
    orderBy: { createdAt: "desc" },
    take: 200,
  });

/**
 * Whether any working key names this origin. A preflight request carries no key, so this is all that can be asked then;
 * the request itself is held to the origins of its own key.
 */
export async function isKnownOrigin(origin: string): Promise<boolean> {
  const { rows } = await pool().query<{ known: boolean }>({
    name: "known-origin",
    text: "select exists (select 1 from api_keys where revoked_at is null and $1 = any (origins)) as known",
    values: [origin],
  });
  return rows[0]?.known ?? false;
}

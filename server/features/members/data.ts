import type { PlanKey } from "@/prisma/generated/client";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { mintWorkspaceId, type Role, type WorkspaceId } from "@/server/domain/workspace";

/** A workspace as seen by one of its members. */
export type WorkspaceAccess = {
  id: WorkspaceId;
  slug: string;
  name: string;
  timezone: string;
  plan: PlanKey;
  role: Role;
};

/** What a person may enter under this slug; null for strangers and for slugs nobody has, alike. */
export async function findAccess(userId: string, slug: string): Promise<WorkspaceAccess | null> {
  const { rows } = await pool().query<Omit<WorkspaceAccess, "id"> & { id: string }>({
    name: "workspace-access",
    text: `select w.id, w.slug, w.name, w.timezone, w.plan, m.role from workspaces w
           join memberships m on m.workspace_id = w.id where w.slug = $1 and m.user_id = $2`,
    values: [slug, userId],
  });
  const row = rows[0];
  return row ? { ...row, id: mintWorkspaceId(row.id) } : null;
}

/** The people of a workspace, in the order in which they came. */
export async function listMembers(workspaceId: WorkspaceId) {
  const rows = await prisma().membership.findMany({
    where: { workspaceId },
    select: { role: true, createdAt: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
  });
  return rows.map(({ user, role, createdAt }) => ({ ...user, role, joinedAt: createdAt }));
}

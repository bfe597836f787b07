import { prisma } from "@/server/db/prisma";

/** The workspaces of a person, for the switcher. */
export async function listWorkspaces(userId: string) {
  const rows = await prisma().membership.findMany({
    where: { userId },
    select: { role: true, workspace: { select: { slug: true, name: true, plan: true } } },
    orderBy: { workspace: { name: "asc" } },
  });
  return rows.map(({ role, workspace }) => ({ ...workspace, role }));
}

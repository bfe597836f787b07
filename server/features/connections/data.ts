import { prisma } from "@/server/db/prisma";
import { smtpSettingsSchema } from "@/server/domain/smtp-settings";
import type { WorkspaceId } from "@/server/domain/workspace";

const shown = {
  id: true,
  name: true,
  integration: true,
  channel: true,
  settings: true,
  isDefault: true,
  checkedAt: true,
  checkError: true,
  haltedAt: true,
  createdAt: true,
} as const;

/** The workspace's mail servers. Their passwords are shown to nobody. */
export async function listConnections(workspaceId: WorkspaceId) {
  const rows = await prisma().connection.findMany({
    where: { workspaceId, integration: "smtp", archivedAt: null },
    select: shown,
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  return rows.map(({ settings, ...row }) => ({ ...row, settings: smtpSettingsSchema.parse(settings) }));
}

/** Ids by which a step may name a connection. */
export async function connectionIds(workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await prisma().connection.findMany({
    where: { workspaceId, archivedAt: null },
    select: { id: true, externalId: true },
    take: 500,
  });
  return ["sandbox", ...rows.flatMap(({ id, externalId }) => (externalId ? [id, externalId] : [id]))];
}

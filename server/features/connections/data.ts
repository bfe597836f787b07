import { prisma } from "@/server/db/prisma";
import { smtpSettingsSchema } from "@/server/domain/smtp-settings";
import { webhookSettingsSchema } from "@/server/domain/webhook-settings";
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
  const rows = await rowsOf(workspaceId, "smtp");
  return rows.map(({ settings, ...row }) => ({ ...row, settings: smtpSettingsSchema.parse(settings) }));
}

/** Endpoints that events are delivered to. Their secrets are shown to nobody. */
export async function listWebhooks(workspaceId: WorkspaceId) {
  const rows = await rowsOf(workspaceId, "webhook");
  return rows.map(({ settings, ...row }) => ({ ...row, settings: webhookSettingsSchema.parse(settings) }));
}

const rowsOf = (workspaceId: WorkspaceId, integration: string) =>
  prisma().connection.findMany({
    where: { workspaceId, integration, archivedAt: null },
    select: shown,
    orderBy: { createdAt: "asc" },
    take: 100,
  });

/** Ids by which a step may name a connection. */
export async function connectionIds(workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await prisma().connection.findMany({
    where: { workspaceId, archivedAt: null },
    select: { id: true, externalId: true },
    take: 500,
  });
  return ["sandbox", ...rows.flatMap(({ id, externalId }) => (externalId ? [id, externalId] : [id]))];
}

import * as z from "zod";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";

export const notificationCursorSchema = z.object({ createdAt: z.date(), id: z.uuid() });

type Page = { limit: number; cursor: z.output<typeof notificationCursorSchema> | undefined };

/** What one member was told, the newest first. */
export async function listNotifications(workspaceId: WorkspaceId, userId: string, { limit, cursor }: Page) {
  const rows = await prisma().notification.findMany({
    where: {
      workspaceId,
      userId,
      ...(cursor && {
        OR: [{ createdAt: { lt: cursor.createdAt } }, { createdAt: cursor.createdAt, id: { lt: cursor.id } }],
      }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: { id: true, title: true, body: true, link: true, runId: true, createdAt: true, readAt: true },
  });
  const notifications = rows.slice(0, limit);
  const last = notifications.at(-1);
  return {
    notifications,
    nextCursor: rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null,
  };
}

export function countUnread(workspaceId: WorkspaceId, userId: string): Promise<number> {
  return prisma().notification.count({ where: { workspaceId, userId, readAt: null } });
}

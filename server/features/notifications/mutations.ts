import { now } from "@/server/db/clock";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";

/** Of one member: the notification, or all that there were at `until`. */
export async function markRead(
  workspaceId: WorkspaceId,
  userId: string,
  which: { id: string } | { until: Date },
): Promise<void> {
  await prisma().notification.updateMany({
    where: {
      workspaceId,
      userId,
      readAt: null,
      ...("id" in which ? { id: which.id } : { createdAt: { lte: which.until } }),
    },
    data: { readAt: now() },
  });
}

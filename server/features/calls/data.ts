import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";

/** The call that a message of the Outbox shows; null when it shows none. */
export function getCall(workspaceId: WorkspaceId, messageId: string) {
  return prisma().call.findFirst({
    where: { workspaceId, messageId },
    select: {
      id: true,
      via: true,
      status: true,
      seconds: true,
      transcript: true,
      toNumber: true,
      fromNumber: true,
      script: true,
      createdAt: true,
      endedAt: true,
    },
  });
}

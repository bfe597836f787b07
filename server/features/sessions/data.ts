import { now } from "@/server/db/clock";
import { prisma } from "@/server/db/prisma";

/** The sessions of a person that are open, the latest used first. */
export async function listSessions(userId: string, currentId: string) {
  const rows = await prisma().session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now() } },
    select: { id: true, userAgent: true, ip: true, createdAt: true, lastSeenAt: true },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows.map((row) => ({ ...row, current: row.id === currentId }));
}

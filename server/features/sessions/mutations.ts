import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { type Client, forgetSessions, newSessionTimes } from "./service";

export type { Client } from "./service";

/** A new sign-in. The id is the `sid` of the cookie. */
export async function openSession(userId: string, { ip, userAgent }: Client): Promise<string> {
  const id = newId();
  await prisma().session.create({ data: { id, userId, ip, userAgent, ...newSessionTimes() } });
  return id;
}

/** Ends one session of this person; another person's is as if it did not exist. */
export async function endSession(userId: string, sessionId: string): Promise<void> {
  const { count } = await end({ userId, id: sessionId });
  forgetSessions([sessionId]);
  if (count === 0) throw new AppError("not_found", "This session has already ended.");
}

/** Ends all sessions of this person but the one they are using. Returns how many. */
export async function endOtherSessions(userId: string, currentId: string): Promise<number> {
  const others = await prisma().session.findMany({
    where: { userId, id: { not: currentId }, revokedAt: null },
    select: { id: true },
  });
  const ids = others.map(({ id }) => id);
  const { count } = await end({ userId, id: { in: ids } });
  forgetSessions(ids);
  return count;
}

function end(where: { userId: string; id: string | { in: string[] } }) {
  return prisma().session.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: now() } });
}

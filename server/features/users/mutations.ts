import { newId } from "@/server/db/id";
import { prisma } from "@/server/db/prisma";
import type { SignUp } from "@/server/domain/account";
import { AppError } from "@/server/domain/errors";
import { rateLimit } from "@/server/ops/rate-limit";
import { type Client, openSession } from "../sessions/mutations";
import { createWorkspaceIn } from "../workspaces/mutations";
import { hashPassword, verifyPassword } from "./service";

/** A person and their first workspace: both or neither. */
export async function signUp({ name, email, password, workspaceName, timezone }: SignUp, { ip }: Client) {
  await rateLimit(`sign-up:ip:${ip}`, { limit: 20, windowSeconds: 3600 });
  await rateLimit(`sign-up:email:${email}`, { limit: 5, windowSeconds: 3600 });
  const user = { id: newId(), name };
  const passwordHash = await hashPassword(password);
  return prisma().$transaction(async (db) => {
    // createMany is `on conflict do nothing`: of two at the same moment the second is told, not failed.
    const { count } = await db.user.createMany({
      data: { ...user, email, passwordHash },
      skipDuplicates: true,
    });
    if (count === 0) throw emailTaken();
    const workspace = await createWorkspaceIn(db, user, { name: workspaceName, timezone });
    return { userId: user.id, workspace };
  });
}

/** Checks a password and opens a session. Unknown email and wrong password look and last alike. */
export async function signInWithPassword(email: string, password: string, client: Client) {
  const address = email.trim().toLowerCase().slice(0, 254);
  await rateLimit(`sign-in:ip:${client.ip}`, { limit: 60, windowSeconds: 900 });
  await rateLimit(`sign-in:email:${address}`, { limit: 10, windowSeconds: 900 });
  const user = await prisma().user.findUnique({
    where: { email: address },
    select: { id: true, email: true, name: true, passwordHash: true },
  });
  // Longer than any password can be: not worth hashing.
  const right = await verifyPassword(user?.passwordHash ?? null, password.slice(0, 1_000));
  if (!user || !right) return null;
  const sid = await openSession(user.id, client);
  return { id: user.id, email: user.email, name: user.name, sid };
}

const emailTaken = () => {
  const message = "This email already has an account. Sign in instead, or use another email.";
  return new AppError("conflict", message, { problems: [{ field: "email", message }] });
};

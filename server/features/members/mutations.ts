import type { Prisma } from "@/prisma/generated/client";
import { asTx, prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { rateLimit } from "@/server/ops/rate-limit";
import { releaseMember } from "@/server/records/release-member";
import { issueWebhookToken, revokeWebhookTokens } from "../webhook-tokens/mutations";

/** The member who makes a change. */
export type Acting = { actor: Actor & { id: string }; role: Role };

/** Lets someone in who has an account already. Only owners and admins come here, and not often: see the limit. */
export async function addMember(
  workspaceId: WorkspaceId,
  by: Acting,
  { email, role }: { email: string; role: Role },
) {
  mayGrant(by, role);
  await rateLimit(`members:add:${by.actor.id}`, { limit: 20, windowSeconds: 3600 });
  return prisma().$transaction(async (db) => {
    const user = await db.user.findUnique({
      where: { email },
      select: { id: true, name: true, email: true },
    });
    if (!user)
      throw problem(
        "not_found",
        `Nobody with the email ${email} has an account. Ask them to sign up, then add them here.`,
      );
    const { count } = await db.membership.createMany({
      data: { workspaceId, userId: user.id, role },
      skipDuplicates: true,
    });
    if (count === 0)
      throw problem("conflict", `${user.name} is already a member. Change their role in the list.`);
    await issueWebhookToken(db, workspaceId, { userId: user.id });
    await audit(db, workspaceId, by, "member.added", user, { role });
    return user;
  });
}

export async function changeRole(
  workspaceId: WorkspaceId,
  by: Acting,
  { userId, role }: { userId: string; role: Role },
) {
  mayGrant(by, role);
  return prisma().$transaction(async (db) => {
    const member = await lockMember(db, workspaceId, userId);
    mayGrant(by, member.role);
    if (member.role === role) return;
    if (role !== "owner") await keepAnOwner(db, workspaceId, member);
    await db.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });
    await audit(db, workspaceId, by, "member.role_changed", member, { before: member.role, after: role });
  });
}

/** Takes someone's access away, at once: every request looks the membership up, and their webhook addresses end. */
export async function removeMember(workspaceId: WorkspaceId, by: Acting, userId: string) {
  await prisma().$transaction(async (db) => {
    const member = await lockMember(db, workspaceId, userId);
    if (userId !== by.actor.id) mayGrant(by, member.role);
    await keepAnOwner(db, workspaceId, member);
    await db.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
    await revokeWebhookTokens(db, workspaceId, { userId });
    await releaseMember(asTx(db), workspaceId, userId);
    await audit(db, workspaceId, by, userId === by.actor.id ? "member.left" : "member.removed", member, {
      role: member.role,
    });
  });
}

type Member = { id: string; name: string; role: Role };

/** Only an owner makes, demotes or removes owners. */
function mayGrant({ role: own }: Acting, role: Role): void {
  if (role === "owner" && own !== "owner")
    throw new AppError("forbidden", "Only an owner can make, change or remove an owner. Ask one of them.");
}

/** Owners are locked in one order, so that two who leave at the same moment take turns. */
async function lockMember(
  db: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  userId: string,
): Promise<Member> {
  await db.$executeRaw`select 1 from memberships where workspace_id = ${workspaceId}::uuid and (role = 'owner' or user_id = ${userId}::uuid) order by user_id for update`;
  const row = await db.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true, user: { select: { id: true, name: true } } },
  });
  if (!row) throw new AppError("not_found", "This person is not a member of the workspace. Reload the list.");
  return { ...row.user, role: row.role };
}

async function keepAnOwner(
  db: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  member: Member,
): Promise<void> {
  if (member.role !== "owner") return;
  const owners = await db.membership.count({ where: { workspaceId, role: "owner" } });
  if (owners < 2)
    throw new AppError("conflict", `${member.name} is the only owner. Make someone else an owner first.`);
}

const audit = (
  db: Prisma.TransactionClient,
  workspaceId: WorkspaceId,
  { actor }: Acting,
  action: string,
  who: { id: string; name: string },
  details: Record<string, unknown>,
) =>
  writeAudit(asTx(db), {
    workspaceId,
    actor,
    action,
    target: { type: "member", id: who.id, name: who.name },
    details,
  });

const problem = (code: "not_found" | "conflict", message: string) =>
  new AppError(code, message, { problems: [{ field: "email", message }] });

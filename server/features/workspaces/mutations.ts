import type { Prisma } from "@/prisma/generated/client";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { asTx, prisma } from "@/server/db/prisma";
import type { PlanKey } from "@/server/domain/plans";
import { freeSlug, slugFromName } from "@/server/domain/slug";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { rateLimit } from "@/server/ops/rate-limit";
import { refreshAllowance } from "@/server/records/allowance";
import { issueWebhookToken } from "../webhook-tokens/mutations";

export type NewWorkspace = { name: string; timezone: string; plan?: PlanKey };
type Owner = { id: string; name: string };

/** A workspace with everything it needs from its first minute, in the caller's transaction. */
export async function createWorkspaceIn(
  db: Prisma.TransactionClient,
  owner: Owner,
  { name, timezone, plan = "trial" }: NewWorkspace,
) {
  const id = mintWorkspaceId(newId());
  const slug = await claimSlug(db, name);
  const billingAnchor = now();
  await db.workspace.create({ data: { id, slug, name, timezone, plan, billingAnchor } });
  await db.membership.create({ data: { workspaceId: id, userId: owner.id, role: "owner" } });
  await issueWebhookToken(db, id, { userId: owner.id });
  await refreshAllowance(asTx(db), id);
  await writeAudit(asTx(db), {
    workspaceId: id,
    actor: { type: "user", id: owner.id, name: owner.name },
    action: "workspace.created",
    target: { type: "workspace", id, name },
  });
  return { id, slug, name };
}

/** Another workspace for someone who is here already. */
export async function createWorkspace(owner: Owner, workspace: NewWorkspace) {
  // Each comes with tokens to try things out.
  await rateLimit(`workspaces:create:${owner.id}`, { limit: 10, windowSeconds: 86_400 });
  return prisma().$transaction((db) => createWorkspaceIn(db, owner, workspace));
}

/** The slug in the address stays: links and posted tenant ids keep working. */
export async function updateWorkspace(
  id: WorkspaceId,
  actor: Actor,
  change: { name: string; timezone: string },
) {
  return prisma().$transaction(async (db) => {
    const before = await db.workspace.findUniqueOrThrow({
      where: { id },
      select: { name: true, timezone: true },
    });
    const after = await db.workspace.update({
      where: { id },
      data: change,
      select: { slug: true, name: true, timezone: true },
    });
    await writeAudit(asTx(db), {
      workspaceId: id,
      actor,
      action: "workspace.updated",
      target: { type: "workspace", id, name: after.name },
      details: { before, after: change },
    });
    return after;
  });
}

/** Two people who choose the same name at the same moment take turns: the lock lasts until the transaction ends. */
async function claimSlug(db: Prisma.TransactionClient, name: string): Promise<string> {
  const wanted = slugFromName(name);
  await db.$executeRaw`select pg_advisory_xact_lock(72707370)`;
  const rows = await db.workspace.findMany({
    where: { slug: { startsWith: wanted.slice(0, 40) } },
    select: { slug: true },
  });
  return freeSlug(wanted, new Set(rows.map(({ slug }) => slug)));
}

import type { Prisma } from "@/prisma/generated/client";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { asTx, prisma } from "@/server/db/prisma";
import { type AgentFields, whyNotOnDuty } from "@/server/domain/agent";
import { AppError } from "@/server/domain/errors";
import type { Plan } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { readBilling } from "@/server/records/billing-facts";

/** The first ones go on duty at once while the plan has room; later ones wait to be put there. */
export async function createAgent(workspaceId: WorkspaceId, actor: Actor, agent: AgentFields) {
  const { external_id, ...fields } = agent;
  return prisma().$transaction(async (db) => {
    const plan = await lockWorkspace(db, workspaceId);
    await claimName(db, workspaceId, fields.name);
    if (external_id) await claimExternalId(db, workspaceId, external_id);
    const onDuty = whyNotOnDuty(fields.name, plan, await namesOnDuty(db, workspaceId)) === null;
    const at = now();
    const row = { id: newId(), ...fields, externalId: external_id ?? null, onDuty };
    await db.agent.create({ data: { ...row, workspaceId, createdAt: at, updatedAt: at } });
    await audit(db, workspaceId, actor, "agent.created", row, { onDuty });
    return { id: row.id, name: row.name, onDuty };
  });
}

export async function changeAgent(
  workspaceId: WorkspaceId,
  actor: Actor,
  agentId: string,
  { external_id: _, ...fields }: AgentFields,
) {
  await prisma().$transaction(async (db) => {
    await lockWorkspace(db, workspaceId);
    const before = await findAgent(db, workspaceId, agentId);
    await claimName(db, workspaceId, fields.name, agentId);
    await db.agent.update({
      where: { workspaceId_id: { workspaceId, id: agentId } },
      data: { ...fields, updatedAt: now() },
    });
    const details = before.name === fields.name ? {} : { before: before.name };
    await audit(db, workspaceId, actor, "agent.changed", { id: agentId, name: fields.name }, details);
  });
}

/** Agents on duty are what a plan counts. The workspace's lock makes two that come at once take turns. */
export async function setAgentDuty(workspaceId: WorkspaceId, actor: Actor, agentId: string, onDuty: boolean) {
  await prisma().$transaction(async (db) => {
    const plan = await lockWorkspace(db, workspaceId);
    const agent = await findAgent(db, workspaceId, agentId);
    if (agent.onDuty === onDuty) return;
    const refusal = onDuty ? whyNotOnDuty(agent.name, plan, await namesOnDuty(db, workspaceId)) : null;
    if (refusal) throw new AppError("payment_required", refusal);
    await db.agent.update({
      where: { workspaceId_id: { workspaceId, id: agentId } },
      data: { onDuty, updatedAt: now() },
    });
    await audit(db, workspaceId, actor, onDuty ? "agent.went_on_duty" : "agent.went_off_duty", agent);
  });
}

/** Calls that it made still say its name. */
export async function archiveAgent(workspaceId: WorkspaceId, actor: Actor, agentId: string) {
  await prisma().$transaction(async (db) => {
    await lockWorkspace(db, workspaceId);
    const agent = await findAgent(db, workspaceId, agentId);
    await db.agent.update({
      where: { workspaceId_id: { workspaceId, id: agentId } },
      data: { onDuty: false, externalId: null, archivedAt: now() },
    });
    await audit(db, workspaceId, actor, "agent.deleted", agent);
  });
}

type Db = Prisma.TransactionClient;

async function lockWorkspace(db: Db, workspaceId: WorkspaceId): Promise<Plan> {
  await db.$queryRaw`select id from workspaces where id = ${workspaceId}::uuid for no key update`;
  return (await readBilling(asTx(db), workspaceId)).terms;
}

async function findAgent(db: Db, workspaceId: WorkspaceId, id: string) {
  const agent = await db.agent.findFirst({
    where: { workspaceId, id, archivedAt: null },
    select: { id: true, name: true, onDuty: true },
  });
  if (!agent)
    throw new AppError("not_found", "There is no such voice agent in this workspace. Reload the page.");
  return agent;
}

async function namesOnDuty(db: Db, workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await db.agent.findMany({
    where: { workspaceId, onDuty: true },
    select: { name: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ name }) => name);
}

async function claimName(db: Db, workspaceId: WorkspaceId, name: string, ownId?: string): Promise<void> {
  const [taken] = await db.$queryRaw<{ id: string }[]>`
    select id from agents where workspace_id = ${workspaceId}::uuid and lower(name) = lower(${name}) and archived_at is null`;
  if (!taken || taken.id === ownId) return;
  const message = `There is a voice agent called “${name}” already. Choose another name.`;
  throw new AppError("conflict", message, { problems: [{ field: "name", message }] });
}

async function claimExternalId(db: Db, workspaceId: WorkspaceId, externalId: string): Promise<void> {
  const taken = await db.agent.findFirst({
    where: { workspaceId, externalId },
    select: { id: true, name: true },
  });
  if (!taken) return;
  throw new AppError(
    "conflict",
    `“${taken.name}” has the id “${externalId}” already. Change that one instead.`,
    {
      existingId: taken.id,
    },
  );
}

const audit = (
  db: Db,
  workspaceId: WorkspaceId,
  actor: Actor,
  action: string,
  { id, name }: { id: string; name: string },
  details: Record<string, unknown> = {},
) => writeAudit(asTx(db), { workspaceId, actor, action, target: { type: "agent", id, name }, details });

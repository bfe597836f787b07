import * as z from "zod";
import { Prisma } from "@/prisma/generated/client";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { toJson } from "@/server/db/json";
import { asTx, prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, type FlowStatus, flowDefinitionSchema } from "@/server/domain/flow";
import { PLANS, planKeys } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import { cancelRun } from "@/server/engine/control";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { issueWebhookToken } from "../webhook-tokens/mutations";
import { noSuchFlow, readFlow, sameBehaviour, sampleOf } from "./data";
import { listStarters, readDocument, requireSound } from "./service";

export const newFlowSchema = z.object({
  name: z.string().trim().min(1, "Give the flow a name.").max(255, "Use at most 255 characters."),
  description: z.string().trim().max(5_000, "Use at most 5,000 characters.").default(""),
  definition: flowDefinitionSchema.optional(),
});

export type NewFlow = {
  name: string;
  description: string;
  definition?: FlowDefinition | undefined;
  externalId?: string | null;
  status?: FlowStatus | null;
};

export type FlowChange = {
  name?: string | undefined;
  description?: string | undefined;
  definition?: FlowDefinition | undefined;
  status?: FlowStatus | null | undefined;
  /** Refuses when the draft is not at this revision any more. */
  revision?: number | undefined;
};

type Db = Prisma.TransactionClient;
type Place = { db: Db; workspaceId: WorkspaceId; actor: Actor };
type LockedFlow = {
  id: string;
  name: string;
  status: FlowStatus;
  draft: unknown;
  activeVersionId: string | null;
  draftRevision: number;
};

const BLANK: FlowDefinition = flowDefinitionSchema.parse({ trigger: { type: "manual" }, steps: [] });

export async function createFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flow: NewFlow,
): Promise<{ id: string }> {
  const { name, description, definition = BLANK, externalId = null, status } = flow;
  requireSound(definition);
  const id = newId();
  const at = now();
  const createdBy = actor.type === "user" ? actor.id : null;
  try {
    await change(workspaceId, actor, async (place) => {
      const { db } = place;
      const row = { id, workspaceId, externalId, name, description, draft: json(definition), createdBy };
      await db.flow.create({ data: { ...row, createdAt: at, updatedAt: at } });
      await ensureAddress(place, id, definition);
      await note(place, "flow.created", { id, name });
      if (status) await setStatus(place, await lockFlow(place, id), status);
    });
  } catch (error) {
    if (externalId && isUniqueViolation(error)) throw await alreadyThere(workspaceId, externalId);
    throw error;
  }
  return { id };
}

/** From a document in any of its forms, as a draft whatever its status says: turning on is for who looked at it. */
export async function importDocument(workspaceId: WorkspaceId, actor: Actor, document: unknown) {
  return createFlow(workspaceId, actor, { ...readDocument(document), status: null });
}

export async function createFromStarter(workspaceId: WorkspaceId, actor: Actor, slug: string) {
  const starter = listStarters().find((each) => each.slug === slug);
  if (!starter) throw new AppError("not_found", "There is no such starter flow. Choose one of the list.");
  const { name, description, definition } = starter;
  return createFlow(workspaceId, actor, { name, description, definition });
}

export async function duplicateFlow(workspaceId: WorkspaceId, actor: Actor, flowId: string) {
  const { name, description, draft } = await readFlow(workspaceId, flowId);
  const copy = { name: `${name.slice(0, 248)} (copy)`, description };
  const id = newId();
  // A copy of what is not sound yet is a copy all the same.
  await change(workspaceId, actor, async (place) => {
    const at = now();
    const createdBy = actor.type === "user" ? actor.id : null;
    await place.db.flow.create({
      data: { id, workspaceId, ...copy, draft: json(draft), createdBy, createdAt: at, updatedAt: at },
    });
    await ensureAddress(place, id, draft);
    await note(place, "flow.created", { id, name: copy.name }, { copyOf: flowId });
  });
  return { id, name: copy.name };
}

export const renameFlow = (
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  words: { name: string; description: string },
) => changeFlow(workspaceId, actor, flowId, { name: words.name, description: words.description });

/** Words, draft and status at once, or nothing of them. */
export function changeFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  { status, ...wanted }: FlowChange,
): Promise<void> {
  if (wanted.definition) requireSound(wanted.definition);
  return change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived" && !status) throw archived(flow);
    await writeDraft(place, flow, wanted);
    if (status) await setStatus(place, await lockFlow(place, flowId), status);
  });
}

/** The draft becomes a version, which events start from now on when the flow is on. */
export function publishFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  versionNote = "",
): Promise<{ version: number }> {
  return change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archived(flow);
    return publish(place, flow, versionNote);
  });
}

/** Turns the flow on. One that was never published is published first. */
export const activateFlow = (workspaceId: WorkspaceId, actor: Actor, flowId: string): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archived(flow);
    if (!flow.activeVersionId) await publish(place, flow, "");
    await activate(place, await lockFlow(place, flowId));
  });

/** Nothing new starts; runs under way go on. */
export const pauseFlow = (workspaceId: WorkspaceId, actor: Actor, flowId: string): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived") throw archived(flow);
    await pause(place, flow);
  });

/** Deletes for everyday use: history stays. Open runs are cancelled, or left to finish. */
export async function archiveFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  runs: "cancel" | "finish",
): Promise<void> {
  await change(workspaceId, actor, async (place) => archive(place, await lockFlow(place, flowId)));
  if (runs === "cancel") await cancelOpenRuns(workspaceId, flowId);
}

export const restoreFlow = (
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  on: boolean,
): Promise<void> =>
  change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    await restore(place, flow);
    if (on) await setStatus(place, await lockFlow(place, flowId), "active");
  });

/** Runs the flow once with a sample, or with what is given instead. It needs not be on, nor published. */
export async function testFlow(workspaceId: WorkspaceId, flowId: string, payload?: Record<string, unknown>) {
  const { draft, activeVersion } = await readFlow(workspaceId, flowId);
  const sample = sampleOf(activeVersion?.definition ?? draft);
  if (!activeVersion) requireSound(draft);
  const { eventId, runs } = await acceptEvent({
    ...{ workspaceId, type: sample.type, payload: payload ?? sample.payload },
    ...{ source: "manual", onlyFlowId: flowId, mode: "test", origin: "manual" },
  });
  const runId = runs[0]?.id;
  if (!runId) throw new AppError("conflict", "The flow changed while the test began. Try again.");
  return { eventId, runId };
}

function change<T>(workspaceId: WorkspaceId, actor: Actor, work: (place: Place) => Promise<T>): Promise<T> {
  return prisma().$transaction((db) => work({ db, workspaceId, actor }), { timeout: 15_000 });
}

async function lockFlow({ db, workspaceId }: Place, flowId: string): Promise<LockedFlow> {
  const rows = await db.$queryRaw<LockedFlow[]>`
    select id, name, status, draft, active_version_id as "activeVersionId", draft_revision as "draftRevision"
    from automation_flows where workspace_id = ${workspaceId}::uuid and id = ${flowId}::uuid for update`;
  const [flow] = rows;
  if (!flow) throw noSuchFlow();
  return flow;
}

async function writeDraft(
  place: Place,
  flow: LockedFlow,
  { name, description, definition, revision }: FlowChange,
): Promise<void> {
  if (revision !== undefined && revision !== flow.draftRevision)
    throw new AppError(
      "conflict",
      `The draft is at revision ${flow.draftRevision} by now, not ${revision}. Read it again, then repeat the change.`,
    );
  if (name === undefined && description === undefined && !definition) return;
  await place.db.flow.update({
    where: { id: flow.id },
    data: {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(definition && { draft: json(definition), draftRevision: { increment: 1 } }),
      updatedAt: now(),
    },
  });
  if (definition) await ensureAddress(place, flow.id, definition);
  await note(place, definition ? "flow.edited" : "flow.renamed", { ...flow, name: name ?? flow.name });
}

async function publish(place: Place, flow: LockedFlow, versionNote: string): Promise<{ version: number }> {
  const { db, workspaceId, actor } = place;
  const definition = flowDefinitionSchema.parse(flow.draft);
  requireSound(definition);
  const current = flow.activeVersionId
    ? await db.flowVersion.findFirstOrThrow({
        where: { workspaceId, id: flow.activeVersionId },
        select: { number: true, definition: true },
      })
    : null;
  if (current && sameBehaviour(definition, flowDefinitionSchema.parse(current.definition)))
    return { version: current.number };
  const latest = await db.flowVersion.aggregate({
    where: { workspaceId, flowId: flow.id, number: { gt: 0 } },
    _max: { number: true },
  });
  const version = { id: newId(), number: (latest._max.number ?? 0) + 1 };
  const at = now();
  const publishedBy = actor.type === "user" ? actor.id : null;
  await db.flowVersion.create({
    data: {
      ...version,
      workspaceId,
      flowId: flow.id,
      definition: json(definition),
      note: versionNote,
      publishedBy,
      createdAt: at,
    },
  });
  const status = flow.status === "draft" ? "paused" : flow.status;
  await db.flow.update({
    where: { id: flow.id },
    data: { activeVersionId: version.id, status, updatedAt: at },
  });
  if (status === "active")
    await syncFlowTriggers(asTx(db), { workspaceId, flowId: flow.id, versionId: version.id, definition });
  await note(place, "flow.published", flow, { version: version.number, note: versionNote });
  return { version: version.number };
}

async function activate(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status === "active" || !flow.activeVersionId) return;
  const { db, workspaceId } = place;
  await claimPlace(place, flow);
  const version = await db.flowVersion.findFirstOrThrow({
    where: { workspaceId, id: flow.activeVersionId },
    select: { id: true, definition: true },
  });
  const definition = flowDefinitionSchema.parse(version.definition);
  await db.flow.update({ where: { id: flow.id }, data: { status: "active", updatedAt: now() } });
  await syncFlowTriggers(asTx(db), { workspaceId, flowId: flow.id, versionId: version.id, definition });
  await note(place, "flow.activated", flow);
}

async function pause(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status !== "active") return;
  await place.db.flow.update({ where: { id: flow.id }, data: { status: "paused", updatedAt: now() } });
  await syncFlowTriggers(asTx(place.db), { workspaceId: place.workspaceId, flowId: flow.id, none: true });
  await note(place, "flow.paused", flow);
}

async function archive(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status === "archived") return;
  const at = now();
  await place.db.flow.update({
    where: { id: flow.id },
    data: { status: "archived", archivedAt: at, updatedAt: at },
  });
  await syncFlowTriggers(asTx(place.db), { workspaceId: place.workspaceId, flowId: flow.id, none: true });
  await note(place, "flow.archived", flow);
}

async function restore(place: Place, flow: LockedFlow): Promise<void> {
  if (flow.status !== "archived") return;
  const status = flow.activeVersionId ? "paused" : "draft";
  await place.db.flow.update({
    where: { id: flow.id },
    data: { status, archivedAt: null, updatedAt: now() },
  });
  await note(place, "flow.restored", flow);
}

/** `active` means published and turned on, whatever it was before. */
async function setStatus(place: Place, flow: LockedFlow, status: FlowStatus): Promise<void> {
  if (status === "archived") return archive(place, flow);
  await restore(place, flow);
  const back = await lockFlow(place, flow.id);
  if (status === "draft") {
    if (back.activeVersionId && flow.status !== "archived")
      throw new AppError(
        "conflict",
        `“${flow.name}” was published and cannot become a draft again. Set its status to paused to stop it.`,
      );
    return;
  }
  if (status === "active" || !back.activeVersionId) await publish(place, back, "");
  const published = await lockFlow(place, flow.id);
  await (status === "active" ? activate(place, published) : pause(place, published));
}

/** One more active flow, if the plan has room. The row lock makes two that come at once take turns. */
async function claimPlace({ db, workspaceId }: Place, flow: LockedFlow): Promise<void> {
  const [workspace] = await db.$queryRaw<{ plan: keyof typeof PLANS }[]>`
    select plan from workspaces where id = ${workspaceId}::uuid for no key update`;
  const plan = PLANS[workspace?.plan ?? "trial"];
  const active = await db.flow.count({ where: { workspaceId, status: "active" } });
  if (active < plan.maxWorkflows) return;
  const larger = planKeys.map((key) => PLANS[key]).find((each) => each.maxWorkflows > plan.maxWorkflows);
  const way = larger ? `, or upgrade to ${larger.name} for ${larger.maxWorkflows}` : "";
  throw new AppError(
    "payment_required",
    `“${flow.name}” was not turned on: the ${plan.name} plan runs ${plan.maxWorkflows} active flows, and all of them are in use. Pause another flow${way}.`,
  );
}

async function cancelOpenRuns(workspaceId: WorkspaceId, flowId: string): Promise<void> {
  const open = { in: ["queued", "running", "waiting", "held"] } satisfies Prisma.EnumRunStatusFilter;
  for (;;) {
    const runs = await prisma().run.findMany({
      where: { workspaceId, flowId, status: open },
      select: { id: true },
      take: 200,
    });
    if (runs.length === 0) return;
    for (const { id } of runs) {
      await cancelRun(workspaceId, id).catch((error: unknown) => {
        // It ended by itself a moment ago.
        if (!(error instanceof AppError)) throw error;
      });
    }
  }
}

/** A flow with a webhook trigger has an address of its own, for as long as it lives. */
async function ensureAddress(
  { db, workspaceId }: Place,
  flowId: string,
  { trigger }: FlowDefinition,
): Promise<void> {
  if (trigger.type !== "webhook") return;
  const known = await db.webhookToken.count({ where: { workspaceId, flowId, revokedAt: null } });
  if (known === 0) await issueWebhookToken(db, workspaceId, { flowId });
}

const note = (
  { db, workspaceId, actor }: Place,
  action: string,
  { id, name }: { id: string; name: string },
  details = {},
) => writeAudit(asTx(db), { workspaceId, actor, action, target: { type: "flow", id, name }, details });

async function alreadyThere(workspaceId: WorkspaceId, externalId: string): Promise<AppError> {
  const flow = await prisma().flow.findFirst({
    where: { workspaceId, externalId },
    select: { id: true, name: true, status: true },
  });
  const state = flow?.status === "archived" ? ", among the archived flows" : "";
  return new AppError(
    "conflict",
    `There is already a flow with the id ${externalId}${flow ? ` (“${flow.name}”${state})` : ""}. Change that one with PATCH, post with ?on_conflict=draft to replace its draft, or choose another id.`,
    { ...(flow && { existingId: flow.id }) },
  );
}

const archived = ({ name }: LockedFlow) =>
  new AppError("conflict", `“${name}” is archived. Restore it first.`);

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";

/** As the database takes it: nothing undefined, no characters that jsonb refuses. */
const json = (definition: FlowDefinition): Prisma.InputJsonObject => JSON.parse(toJson(definition));

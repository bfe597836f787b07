import * as z from "zod";
import { Prisma } from "@/prisma/generated/client";
import { publishChange } from "@/server/db/bus";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { asTx, prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, type FlowStatus, flowDefinitionSchema } from "@/server/domain/flow";
import { flowFolderSchema } from "@/server/domain/flow-folder";
import { requireSound } from "@/server/domain/require-sound";
import { startEvent } from "@/server/domain/start-event";
import type { WorkspaceId } from "@/server/domain/workspace";
import { acceptEvent } from "@/server/engine/accept-event";
import type { Actor } from "@/server/ops/audit";
import { readDraftState, staleDraft } from "../flow-drafts/data";
import { storeDraft } from "../flow-drafts/mutations";
import {
  archivedFlow,
  change,
  definitionJson,
  type LockedFlow,
  lockFlow,
  noteFlow,
  type Place,
  setStatus,
} from "../flow-versions/mutations";
import { ensureFlowAddress } from "../webhook-tokens/mutations";
import { readFlow } from "./data";
import { listStarters, readDocument } from "./service";

export const newFlowSchema = z.object({
  name: z.string().trim().min(1, "Give the flow a name.").max(255, "Use at most 255 characters."),
  description: z.string().trim().max(5_000, "Use at most 5,000 characters.").default(""),
  definition: flowDefinitionSchema.optional(),
  folder: flowFolderSchema.default(""),
});

export type NewFlow = {
  name: string;
  description: string;
  definition?: FlowDefinition | undefined;
  externalId?: string | null;
  status?: FlowStatus | null;
  folder?: string;
};

export type FlowChange = {
  name?: string | undefined;
  description?: string | undefined;
  definition?: FlowDefinition | undefined;
  status?: FlowStatus | null | undefined;
  /** Refuses when the draft is not at this revision any more. */
  revision?: number | undefined;
};

const BLANK: FlowDefinition = flowDefinitionSchema.parse({ trigger: { type: "manual" }, steps: [] });

export async function createFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flow: NewFlow,
): Promise<{ id: string }> {
  try {
    return await change(workspaceId, actor, (place) => insertFlow(place, flow));
  } catch (error) {
    const { externalId } = flow;
    if (externalId && isUniqueViolation(error)) throw await alreadyThere(workspaceId, externalId);
    throw error;
  }
}

/** Within a transaction that makes more than the flow. */
export async function insertFlow(place: Place, flow: NewFlow): Promise<{ id: string }> {
  const { db, workspaceId, actor } = place;
  const { name, description, definition = BLANK, externalId = null, status, folder = "" } = flow;
  // A blank flow has nothing in it yet: that is what a builder begins with.
  if (flow.definition) requireSound(flow.definition);
  const id = newId();
  const at = now();
  const createdBy = actor.type === "user" ? actor.id : null;
  const row = { id, workspaceId, externalId, name, description, folder, createdBy };
  const draft = definitionJson(definition);
  await db.flow.create({ data: { ...row, draft, createdAt: at, updatedAt: at } });
  await ensureAddress(place, id, definition);
  await noteFlow(place, "flow.created", { id, name });
  if (status) await setStatus(place, await lockFlow(place, id), status);
  return { id };
}

/** From a document in any of its forms, as a draft whatever its status says: turning on is for who looked at it. */
export async function importDocument(workspaceId: WorkspaceId, actor: Actor, document: unknown, folder = "") {
  return createFlow(workspaceId, actor, { ...readDocument(document), status: null, folder });
}

export async function createFromStarter(workspaceId: WorkspaceId, actor: Actor, slug: string, folder = "") {
  const starter = listStarters().find((each) => each.slug === slug);
  if (!starter) throw new AppError("not_found", "There is no such starter flow. Choose one of the list.");
  const { name, description, definition } = starter;
  return createFlow(workspaceId, actor, { name, description, definition, folder });
}

export async function duplicateFlow(workspaceId: WorkspaceId, actor: Actor, flowId: string) {
  const { name, description, draft, folder, tags } = await readFlow(workspaceId, flowId);
  const copy = { name: `${name.slice(0, 248)} (copy)`, description, folder, tags };
  const id = newId();
  // A copy of what is not sound yet is a copy all the same.
  await change(workspaceId, actor, async (place) => {
    const at = now();
    const createdBy = actor.type === "user" ? actor.id : null;
    await place.db.flow.create({
      data: {
        id,
        workspaceId,
        ...copy,
        draft: definitionJson(draft),
        createdBy,
        createdAt: at,
        updatedAt: at,
      },
    });
    await ensureAddress(place, id, draft);
    await noteFlow(place, "flow.created", { id, name: copy.name }, { copyOf: flowId });
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
export async function changeFlow(
  workspaceId: WorkspaceId,
  actor: Actor,
  flowId: string,
  { status, ...wanted }: FlowChange,
): Promise<void> {
  if (wanted.definition) requireSound(wanted.definition);
  await change(workspaceId, actor, async (place) => {
    const flow = await lockFlow(place, flowId);
    if (flow.status === "archived" && !status) throw archivedFlow(flow);
    await writeDraft(place, flow, wanted);
    if (status) await setStatus(place, await lockFlow(place, flowId), status);
  });
  if (wanted.definition) publishChange({ workspaceId, flowId });
}

export const testSchema = z.object({
  /** Absent: a sample of what starts the flow. */
  payload: z.record(z.string(), z.json()).optional(),
  /** Of several event types that start it, the one to try. */
  type: z.string().min(1).max(200).optional(),
  /** The draft, although a version is published. */
  draft: z.boolean().default(false),
});

/** Runs the flow once with a sample, or with what is given instead. It needs not be on, nor published. */
export async function testFlow(
  workspaceId: WorkspaceId,
  flowId: string,
  { payload, type, draft: asDraft }: z.output<typeof testSchema>,
) {
  const { draft, activeVersion } = await readFlow(workspaceId, flowId);
  const runsDraft = asDraft || !activeVersion;
  const sample = startEvent((runsDraft ? draft : activeVersion.definition).trigger);
  if (runsDraft) requireSound(draft);
  const { eventId, runs } = await acceptEvent({
    ...{ workspaceId, type: type ?? sample.type, payload: payload ?? sample.payload, draft: asDraft },
    ...{ source: "manual", onlyFlowId: flowId, mode: "test", origin: "manual" },
  });
  const runId = runs[0]?.id;
  if (!runId) throw new AppError("conflict", "The flow changed while the test began. Try again.");
  return { eventId, runId };
}

async function writeDraft(
  place: Place,
  flow: LockedFlow,
  { name, description, definition, revision }: FlowChange,
): Promise<void> {
  const { db, workspaceId, actor } = place;
  const words = { ...(name !== undefined && { name }), ...(description !== undefined && { description }) };
  const renamed = Object.keys(words).length > 0;
  if (renamed) await db.flow.update({ where: { id: flow.id }, data: { ...words, updatedAt: now() } });
  if (definition) {
    const save = { flowId: flow.id, definition, revision, clientId: null, each: true };
    const stored = await storeDraft(asTx(db), workspaceId, actor, save);
    if (!stored) throw staleDraft(await readDraftState(workspaceId, flow.id), revision ?? 0);
    await ensureAddress(place, flow.id, definition);
  } else if (renamed) await noteFlow(place, "flow.renamed", { ...flow, name: name ?? flow.name });
}

const ensureAddress = async (
  { db, workspaceId }: Place,
  flowId: string,
  { trigger }: FlowDefinition,
): Promise<void> => {
  if (trigger.type === "webhook") await ensureFlowAddress(asTx(db), workspaceId, flowId);
};

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

const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";

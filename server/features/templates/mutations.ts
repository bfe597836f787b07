import * as z from "zod";
import { randomSecret, seal, sha256, unseal } from "@/server/crypto";
import { publishChange } from "@/server/db/bus";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { toJson } from "@/server/db/json";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { asTx } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import { exportFlow } from "@/server/domain/export-flow";
import type { FlowDefinition } from "@/server/domain/flow";
import { type FlowTemplate, flowTemplateSchema, templateCategories } from "@/server/domain/flow-template";
import { readTemplate as readDocument } from "@/server/domain/read-template";
import { flowRefusal, requireSound } from "@/server/domain/require-sound";
import { applyAnswers } from "@/server/domain/template-answers";
import { templateOfFlow } from "@/server/domain/template-of-flow";
import { valueAt } from "@/server/domain/template-places";
import { templateQuestionSchema } from "@/server/domain/template-question";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { storeDraft } from "../flow-drafts/mutations";
import { change, lockFlow } from "../flow-versions/mutations";
import { readFlow } from "../flows/data";
import { insertFlow } from "../flows/mutations";
import { noSuchTemplate, readSetup, readTemplate, SHARE_PREFIX } from "./data";

export const useSchema = z.object({
  ref: z.string().min(1).max(200),
  /** Made by whoever asks: asking again with the same one makes no second flow. */
  useId: z.uuid(),
  answers: z.record(z.string(), z.json()),
});

export const savedTemplateSchema = z.object({
  flowId: z.uuid(),
  name: z.string().trim().min(1, "Give the template a name.").max(200, "Use at most 200 characters."),
  description: z.string().trim().max(2_000, "Use at most 2,000 characters.").default(""),
  category: z.enum(templateCategories),
  questions: z.array(templateQuestionSchema).max(10, "Ask at most ten things.").default([]),
});

/** The workspace that the flow is for. */
type Here = { id: WorkspaceId; name: string; timezone: string };

/** A flow of a template, as a draft: one flow, however often it is asked for with the same id. */
export async function useTemplate(
  workspace: Here,
  actor: Actor,
  { ref, useId, answers }: z.output<typeof useSchema>,
): Promise<{ flowId: string }> {
  const before = await flowOfUse(pool(), workspace.id, useId);
  if (before) return { flowId: before };
  const { template, definition, origin } = await readTemplate(workspace.id, ref);
  const answered = withAnswers(definition, template, answers, workspace);
  const { name, description } = template;
  return change(workspace.id, actor, async (place) => {
    const tx = asTx(place.db);
    // Two presses of the button take turns here.
    await tx.query("select pg_advisory_xact_lock(hashtextextended('use ' || $1, 0))::text", [useId]);
    const already = await flowOfUse(tx, workspace.id, useId);
    if (already) return { flowId: already };
    const { id: flowId } = await insertFlow(place, { name, description, definition: answered });
    await tx.query(
      `insert into template_uses (id, workspace_id, flow_id, ref, template, answers, draft_revision, created_by, created_at, updated_at)
       values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, 1, $7, $8::timestamptz, $8::timestamptz)`,
      [
        ...[useId, workspace.id, flowId, origin === "shared" ? "shared" : ref],
        ...[toJson(template), toJson(answers), actor.type === "user" ? actor.id : null, now()],
      ],
    );
    await writeAudit(tx, {
      ...{ workspaceId: workspace.id, actor, action: "template.used" },
      target: { type: "flow", id: flowId, name },
      details: { template: template.slug },
    });
    return { flowId };
  });
}

/** Other answers for a flow that nobody has changed by hand. */
export async function answerAgain(
  workspace: Here,
  actor: Actor,
  flowId: string,
  answers: Record<string, unknown>,
): Promise<void> {
  const { template, edited, name } = await readSetup(workspace.id, flowId);
  if (edited)
    throw new AppError(
      "conflict",
      `“${name}” was changed in the builder since, and the answers would write over that. Change it there.`,
    );
  const { document, name: title, description } = template;
  const read = readDocument({ name: title, description, ...document });
  if (!read.ok) throw flowRefusal(read.problems);
  const definition = withAnswers(read.definition, template, answers, workspace);
  await change(workspace.id, actor, async (place) => {
    const tx = asTx(place.db);
    const flow = await lockFlow(place, flowId);
    const revision = flow.draftRevision;
    const written = await storeDraft(tx, workspace.id, actor, {
      ...{ flowId, definition, revision, clientId: null, each: true },
    });
    const { rows } = await tx.query(
      `update template_uses set answers = $3::jsonb, draft_revision = $4, updated_at = $5::timestamptz
       where workspace_id = $1 and flow_id = $2 and draft_revision = $6 returning id`,
      [workspace.id, flowId, toJson(answers), written?.revision ?? revision, now(), revision],
    );
    if (!written || !rows[0])
      throw new AppError("conflict", `“${name}” was changed at this moment. Reload the page and try again.`);
  });
  publishChange({ workspaceId: workspace.id, flowId });
}

/** A flow of the workspace, kept as a template of its own. What is secret in it is left out. */
export async function saveAsTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, questions, ...words }: z.output<typeof savedTemplateSchema>,
): Promise<{ id: string }> {
  const { draft } = await readFlow(workspaceId, flowId);
  requireSound(draft);
  const { document } = exportFlow({ externalId: null, name: "", description: "", definition: draft });
  const { definition } = document;
  const lost = questions.flatMap(({ id, sets }, index) =>
    sets.every((place) => valueAt(definition, place) !== undefined)
      ? []
      : [
          {
            field: `questions.${index}`,
            message: `The flow has no place any more for the answer of “${id}”.`,
          },
        ],
  );
  if (lost[0]) throw new AppError("invalid", lost[0].message, { problems: lost });
  return insertTemplate(workspaceId, actor, templateOfFlow(definition, { ...words, questions }));
}

/** From a file: a template that was exported, or any flow document. */
export async function importTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  document: unknown,
): Promise<{ id: string }> {
  const read = readDocument(document);
  if (!read.ok) throw flowRefusal(read.problems);
  requireSound(read.definition);
  return insertTemplate(workspaceId, actor, read.template);
}

export async function removeTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  templateId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ name: string }>(
      `update workspace_templates set archived_at = $3::timestamptz, share_hash = null, share_sealed = null
       where workspace_id = $1 and id = $2 and archived_at is null returning name`,
      [workspaceId, templateId, now()],
    );
    await noteTemplate(tx, workspaceId, actor, "template.removed", templateId, rows[0]?.name);
  });
}

/** A link by which anyone sees the template, without what belongs to the workspace alone. Asking again gives the same. */
export function shareTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  templateId: string,
): Promise<{ path: string }> {
  const token = randomSecret(SHARE_PREFIX);
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ name: string; sealed: string }>(
      `update workspace_templates set share_hash = coalesce(share_hash, $3), share_sealed = coalesce(share_sealed, $4),
         shared_at = coalesce(shared_at, $5::timestamptz), shared_by = coalesce(shared_by, $6)
       where workspace_id = $1 and id = $2 and archived_at is null returning name, share_sealed as sealed`,
      [workspaceId, templateId, sha256(token), seal(token), now(), actor.type === "user" ? actor.id : null],
    );
    await noteTemplate(tx, workspaceId, actor, "template.shared", templateId, rows[0]?.name);
    return { path: `/templates/${unseal(rows[0]?.sealed ?? "")}` };
  });
}

/** The link leads nowhere from now on; sharing again makes another one. Flows made of it stay. */
export async function unshareTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  templateId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ name: string }>(
      `update workspace_templates set share_hash = null, share_sealed = null, shared_at = null, shared_by = null
       where workspace_id = $1 and id = $2 and archived_at is null returning name`,
      [workspaceId, templateId],
    );
    await noteTemplate(tx, workspaceId, actor, "template.unshared", templateId, rows[0]?.name);
  });
}

async function insertTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  template: FlowTemplate,
): Promise<{ id: string }> {
  const id = newId();
  const { name, description, category } = flowTemplateSchema.parse(template);
  await inTransaction(async (tx) => {
    await tx.query(
      `insert into workspace_templates (id, workspace_id, name, description, category, template, created_by, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::timestamptz, $8::timestamptz)`,
      [
        ...[id, workspaceId, name, description, category, toJson(template)],
        ...[actor.type === "user" ? actor.id : null, now()],
      ],
    );
    await noteTemplate(tx, workspaceId, actor, "template.created", id, name);
  });
  return { id };
}

/** A change that found no row changed nothing. */
async function noteTemplate(
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  action: string,
  id: string,
  name: string | undefined,
): Promise<void> {
  if (name === undefined) throw noSuchTemplate();
  await writeAudit(tx, { workspaceId, actor, action, target: { type: "template", id, name } });
}

function withAnswers(
  definition: FlowDefinition,
  { questions }: FlowTemplate,
  answers: Record<string, unknown>,
  { name, timezone }: Here,
): FlowDefinition {
  const answered = applyAnswers(definition, questions, answers, { name, timezone });
  if (answered.ok) return answered.definition;
  const problems = answered.problems.map(({ field, message }) => ({ field: `answers.${field}`, message }));
  throw new AppError("invalid", problems[0]?.message ?? "The answers do not fit the template.", { problems });
}

async function flowOfUse(tx: Tx, workspaceId: WorkspaceId, useId: string): Promise<string | null> {
  const { rows } = await tx.query<{ flowId: string }>(
    `select flow_id as "flowId" from template_uses where workspace_id = $1 and id = $2`,
    [workspaceId, useId],
  );
  return rows[0]?.flowId ?? null;
}

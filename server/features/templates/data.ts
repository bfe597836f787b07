import { sha256, unseal } from "@/server/crypto";
import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, type FlowStatus, flowDefinitionSchema } from "@/server/domain/flow";
import { type FlowTemplate, flowTemplateSchema } from "@/server/domain/flow-template";
import { importFlow } from "@/server/domain/import-flow";
import { portableFlow } from "@/server/domain/portable-flow";
import { type PathPrices, pathPrices } from "@/server/domain/simulate/path-prices";
import type { Step } from "@/server/domain/step";
import type { WorkspaceId } from "@/server/domain/workspace";
import { actionPrice } from "@/server/integrations/action-price";
import { findAction } from "@/server/integrations/registry";
import { findTemplate, gallery } from "@/server/templates/gallery";

/** Where a template comes from: everyone's, the workspace's own, or one that somebody shared by a link. */
export type TemplateOrigin = "gallery" | "own" | "shared";

export type FoundTemplate = {
  /** How addresses name it: a slug, an id, or the token of a link. */
  ref: string;
  origin: TemplateOrigin;
  template: FlowTemplate;
  definition: FlowDefinition;
  /** Of one run, by the ways that it can go. */
  cost: PathPrices;
  /** The workspace that shared it. */
  sharedBy: string | null;
};

export const SHARE_PREFIX = "tpl_";

export function listGallery(): FoundTemplate[] {
  return gallery().map(({ definition, ...template }) =>
    found(template.slug, "gallery", template, definition, null),
  );
}

/** What anyone may see: the gallery's, and those that were shared. Null: there is none of that name. */
export async function findPublicTemplate(ref: string): Promise<FoundTemplate | null> {
  if (ref.startsWith(SHARE_PREFIX)) return findShared(ref);
  const known = findTemplate(ref);
  if (!known) return null;
  const { definition, ...template } = known;
  return found(ref, "gallery", template, definition, null);
}

/** What a member of the workspace may see and use: also its own. */
export async function readTemplate(workspaceId: WorkspaceId, ref: string): Promise<FoundTemplate> {
  const template = isUuid(ref) ? await findOwn(workspaceId, ref) : await findPublicTemplate(ref);
  if (!template) throw noSuchTemplate();
  return template;
}

export const noSuchTemplate = () =>
  new AppError(
    "not_found",
    "There is no such template. It may have been removed, or its link was taken back. Choose another one from the gallery.",
  );

export type OwnTemplate = {
  id: string;
  name: string;
  description: string;
  updatedAt: Date;
  /** Path of its public page; null: it is not shared. */
  sharePath: string | null;
  definition: FlowDefinition;
  template: FlowTemplate;
};

const MOST_OWN = 200;

export async function listOwnTemplates(workspaceId: WorkspaceId): Promise<OwnTemplate[]> {
  const { rows } = await pool().query<{
    id: string;
    template: unknown;
    updatedAt: Date;
    sealed: string | null;
  }>(
    `select id, template, updated_at as "updatedAt", share_sealed as sealed from workspace_templates
     where workspace_id = $1 and archived_at is null order by updated_at desc, id desc limit ${MOST_OWN}`,
    [workspaceId],
  );
  return rows.map(({ id, template: stored, updatedAt, sealed }) => {
    const template = flowTemplateSchema.parse(stored);
    const { name, description } = template;
    const sharePath = sealed === null ? null : `/templates/${unseal(sealed)}`;
    return { id, name, description, updatedAt, sharePath, template, definition: definitionOf(template) };
  });
}

/** As a file that anyone may read: nothing in it is one workspace's alone. */
export function portableTemplate({ template, definition }: Pick<FoundTemplate, "template" | "definition">) {
  const asked = new Set(template.questions.flatMap(({ sets }) => sets));
  const portable = portableFlow(definition, asked);
  const questions = template.questions.map((question) =>
    question.kind === "member" || question.kind === "pool" ? { ...question, initial: "" } : question,
  );
  const document = flowTemplateSchema.shape.document.parse(JSON.parse(JSON.stringify(portable.definition)));
  return {
    template: { ...template, questions, document },
    definition: portable.definition,
    leftOut: portable.leftOut,
  };
}

/** A flow that is being set up from a template. */
export type Setup = {
  flowId: string;
  ref: string;
  name: string;
  status: FlowStatus;
  template: FlowTemplate;
  /** The flow as it stands. */
  draft: FlowDefinition;
  answers: Record<string, unknown>;
  /** Somebody changed the flow by hand since: answers would write over that. */
  edited: boolean;
};

export async function readSetup(workspaceId: WorkspaceId, flowId: string): Promise<Setup> {
  const { rows } = await pool().query<
    Omit<Setup, "template" | "draft"> & { template: unknown; draft: unknown }
  >(
    `select u.flow_id as "flowId", u.ref, f.name, f.status, u.template, f.draft, u.answers,
       f.draft_revision <> u.draft_revision as edited
     from template_uses u join automation_flows f on f.workspace_id = u.workspace_id and f.id = u.flow_id
     where u.workspace_id = $1 and u.flow_id = $2`,
    [workspaceId, flowId],
  );
  const [row] = rows;
  if (!row)
    throw new AppError("not_found", "This flow was not made of a template. Open it in the builder instead.");
  return {
    ...row,
    template: flowTemplateSchema.parse(row.template),
    draft: flowDefinitionSchema.parse(row.draft),
  };
}

export type OpenSetup = { flowId: string; name: string; startedAt: Date };

const MOST_OPEN = 5;

/** What somebody began with a template and has not turned on yet. */
export async function listOpenSetups(workspaceId: WorkspaceId, userId: string): Promise<OpenSetup[]> {
  const { rows } = await pool().query<OpenSetup>(
    `select u.flow_id as "flowId", f.name, u.created_at as "startedAt"
     from template_uses u join automation_flows f on f.workspace_id = u.workspace_id and f.id = u.flow_id
     where u.workspace_id = $1 and u.created_by = $2 and f.status = 'draft' and f.active_version_id is null
     order by u.created_at desc limit ${MOST_OPEN}`,
    [workspaceId, userId],
  );
  return rows;
}

/** What a need is connected by: a channel's default connection, or one of the app. */
export async function connectedNeeds(workspaceId: WorkspaceId): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ need: string; name: string }>(
    `select case channel when 'call' then 'voice' else coalesce(channel, integration) end as need, name
     from connections where workspace_id = $1 and archived_at is null and (channel is null or is_default)`,
    [workspaceId],
  );
  return Object.fromEntries(rows.map(({ need, name }) => [need, name]));
}

/** As a flow's definition; what is stored was read when it was written. */
export function definitionOf({ name, description, document }: FlowTemplate): FlowDefinition {
  const imported = importFlow({ name, description, ...document });
  if (!imported.ok) throw new Error(`A stored template does not import: ${imported.problems[0]?.message}`);
  return imported.flow.definition;
}

async function findOwn(workspaceId: WorkspaceId, id: string): Promise<FoundTemplate | null> {
  const { rows } = await pool().query<{ template: unknown }>(
    "select template from workspace_templates where workspace_id = $1 and id = $2 and archived_at is null",
    [workspaceId, id],
  );
  if (!rows[0]) return null;
  const template = flowTemplateSchema.parse(rows[0].template);
  return found(id, "own", template, definitionOf(template), null);
}

async function findShared(token: string): Promise<FoundTemplate | null> {
  const { rows } = await pool().query<{ template: unknown; workspace: string }>(
    `select t.template, w.name as workspace from workspace_templates t join workspaces w on w.id = t.workspace_id
     where t.share_hash = $1 and t.archived_at is null`,
    [sha256(token)],
  );
  if (!rows[0]) return null;
  const stored = flowTemplateSchema.parse(rows[0].template);
  const { template, definition } = portableTemplate({ template: stored, definition: definitionOf(stored) });
  return found(token, "shared", template, definition, rows[0].workspace);
}

const found = (
  ref: string,
  origin: TemplateOrigin,
  template: FlowTemplate,
  definition: FlowDefinition,
  sharedBy: string | null,
): FoundTemplate => ({ ref, origin, template, definition, cost: costOf(definition), sharedBy });

/** Read once per flow: a flow may have thousands of ways. */
function costOf(definition: FlowDefinition): PathPrices {
  const known = costs.get(definition) ?? pathPrices(definition, priceOf);
  costs.set(definition, known);
  return known;
}

const costs = new WeakMap<FlowDefinition, PathPrices>();

/** Those of plugins are free, or say what they cost when they run. */
const priceOf = (step: Step) =>
  step.type !== "action" || (step.plugin_id && step.plugin_id !== "platform")
    ? null
    : actionPrice(step, findAction(step.action_id));

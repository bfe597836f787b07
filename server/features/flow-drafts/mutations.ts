import * as z from "zod";
import { publishChange } from "@/server/db/bus";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { toJson } from "@/server/db/json";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type FlowDefinition, flowDefinitionSchema, LIMITS } from "@/server/domain/flow";
import { sameValue } from "@/server/domain/same-value";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";
import { ensureFlowAddress } from "../webhook-tokens/mutations";
import { readDraftState, staleDraft } from "./data";

/** Saves of one person that follow each other within this long are one line of the audit log. */
const SESSION_MS = 30 * 60_000;
/** An editor who says nothing for this long is gone. */
const PRESENT_MS = 30_000;

export const clientIdSchema = z.string().regex(/^[\w-]{8,64}$/, "Has to be 8 to 64 letters and digits.");

export const savedDraftSchema = z.object({
  flowId: z.uuid(),
  /** The one that the change began from. */
  revision: z.number().int().min(1),
  /** Whatever parses: a draft may be unsound for as long as it is one. */
  definition: flowDefinitionSchema,
  /** Of the browser tab, so that it knows its own saves. */
  clientId: clientIdSchema,
});
export type SavedDraft = z.output<typeof savedDraftSchema>;

export const presenceSchema = z.object({
  flowId: z.uuid(),
  clientId: clientIdSchema,
  selected: z.string().max(200).nullable().default(null),
  /** The tab is being closed. */
  gone: z.boolean().default(false),
});

type Written = { revision: number; savedAt: Date };

/** The draft of a builder: refused with what stands there when somebody else saved since `revision`. */
export async function saveDraft(
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, revision, definition, clientId }: SavedDraft,
): Promise<Written> {
  const write = (tx: Tx) =>
    storeDraft(tx, workspaceId, actor, { flowId, definition, revision, clientId, each: false });
  // An address is made with the draft that needs it, or not at all.
  const written =
    definition.trigger.type === "webhook"
      ? await inTransaction(async (tx) => {
          const stored = await write(tx);
          if (stored) await ensureFlowAddress(tx, workspaceId, flowId);
          return stored;
        })
      : await write(pool());
  if (written) {
    publishChange({ workspaceId, flowId });
    return written;
  }
  const current = await readDraftState(workspaceId, flowId);
  if (current.status === "archived")
    throw new AppError("conflict", `“${current.name}” is deleted. Restore it first.`);
  // The answer to a save was lost, and it came again.
  if (sameValue(current.draft, definition))
    return { revision: current.revision, savedAt: current.at ?? now() };
  throw staleDraft(current, revision);
}

type Stored = {
  flowId: string;
  definition: FlowDefinition;
  /** Nothing is written when the draft is at another one. Absent: written over whatever stands there. */
  revision?: number | undefined;
  clientId: string | null;
  /** Each save is a line of the audit log, and the caller locked the flow; otherwise each session is a line. */
  each: boolean;
};

/**
 * The only statement that writes a draft: its revision, who wrote it, and the line of the audit log. Null when the
 * flow is not there, is archived (unless the caller locked it), or its draft is at another revision.
 */
export async function storeDraft(
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, definition, revision, clientId, each }: Stored,
): Promise<Written | null> {
  const json = toJson(definition);
  if (Buffer.byteLength(json) > LIMITS.definitionBytes)
    throw new AppError(
      "too_large",
      "The flow is larger than 256 KB and was not saved. Move part of it into a sub-flow, or long texts into message templates.",
    );
  const at = now();
  const { rows } = await tx.query<Written>({
    name: "store-draft",
    text: STORE_SQL,
    values: [
      ...[workspaceId, flowId, revision ?? null, json, at],
      ...[actor.type === "user" ? actor.id : null, actor.name, clientId],
      ...[newId(), actor.type, actor.id, each, new Date(at.getTime() - SESSION_MS)],
    ],
  });
  return rows[0] ?? null;
}

const STORE_SQL = `
with saved as (
  update automation_flows set draft = $4::jsonb, draft_revision = draft_revision + 1, updated_at = $5::timestamptz,
    draft_saved_at = $5::timestamptz, draft_saved_by = $6::uuid, draft_saved_name = $7, draft_saved_client = $8
  where workspace_id = $1::uuid and id = $2::uuid and ($12::boolean or status <> 'archived') and ($3::int is null or draft_revision = $3::int)
  returning name, draft_revision, draft_saved_at
), latest as (
  select action, actor_id, created_at from audit_entries
  where workspace_id = $1::uuid and target_type = 'flow' and target_id = $2::text order by created_at desc, id desc limit 1
), noted as (
  insert into audit_entries (id, workspace_id, actor_type, actor_id, actor_name, action, target_type, target_id, target_name, details)
  select $9::uuid, $1::uuid, $10, $11, $7, 'flow.edited', 'flow', $2::text, saved.name, jsonb_build_object('revision', saved.draft_revision)
  from saved where $12::boolean or not exists (
    select 1 from latest where action = 'flow.edited' and actor_id is not distinct from $11::text and created_at > $13::timestamptz)
)
select draft_revision as revision, draft_saved_at as "savedAt" from saved`;

type Presence = z.output<typeof presenceSchema>;

/** Somebody has the flow open: said again every few seconds for as long as it is so. */
export async function sayPresent(
  workspaceId: WorkspaceId,
  userId: string,
  { flowId, clientId, selected, gone }: Presence,
): Promise<void> {
  const at = now();
  const { rows } = await pool().query<{ changed: boolean }>({
    name: gone ? "say-gone" : "say-present",
    text: gone ? LEAVE_SQL : PRESENT_SQL,
    values: gone
      ? [workspaceId, flowId, clientId, userId]
      : [workspaceId, flowId, clientId, userId, selected, new Date(at.getTime() + PRESENT_MS), at],
  });
  if (rows[0]?.changed) publishChange({ workspaceId, flowId });
}

const PRESENT_SQL = `
with gone as (
  delete from flow_editors where workspace_id = $1::uuid and expires_at < $7::timestamptz and (flow_id, client_id) <> ($2::uuid, $3)
), known as (
  select selected from flow_editors
  where workspace_id = $1::uuid and flow_id = $2::uuid and client_id = $3 and user_id = $4::uuid and expires_at > $7::timestamptz
), present as (
  insert into flow_editors (workspace_id, flow_id, client_id, user_id, selected, expires_at)
  select workspace_id, id, $3, $4::uuid, $5, $6::timestamptz from automation_flows where workspace_id = $1::uuid and id = $2::uuid
  on conflict (flow_id, client_id) do update set selected = excluded.selected, expires_at = excluded.expires_at
    where flow_editors.user_id = excluded.user_id
  returning selected
)
select not exists (select 1 from known where selected is not distinct from (select selected from present)) as changed
from present`;

const LEAVE_SQL = `
delete from flow_editors where workspace_id = $1::uuid and flow_id = $2::uuid and client_id = $3 and user_id = $4::uuid
returning true as changed`;

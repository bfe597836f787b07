import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

/** Who changed something. `system`: Baton itself. */
export type Actor = {
  type: "user" | "api_key" | "plugin" | "internal" | "system";
  id: string | null;
  name: string;
};

export type AuditEntry = {
  workspaceId: WorkspaceId;
  actor: Actor;
  /** noun.verb in the past: flow.published */
  action: string;
  target: { type: string; id: string; name?: string };
  /** What a reader wants to know besides; never a secret. */
  details?: Record<string, unknown>;
};

/** One line of the audit log, in the transaction of the change it tells of. */
export async function writeAudit(
  tx: Tx,
  { workspaceId, actor, action, target, details = {} }: AuditEntry,
): Promise<void> {
  await tx.query(
    `insert into audit_entries (id, workspace_id, actor_type, actor_id, actor_name, action, target_type, target_id, target_name, details)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`,
    [
      newId(),
      workspaceId,
      actor.type,
      actor.id,
      actor.name,
      action,
      target.type,
      target.id,
      target.name ?? "",
      JSON.stringify(details),
    ],
  );
}

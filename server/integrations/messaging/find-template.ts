import type { Tx } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { MessageTemplate } from "./message-template";
import { findSystemTemplate } from "./system-templates";

/** The workspace's own template of this name goes before the system's; null: nobody has it. */
export async function findTemplate(
  tx: Tx,
  workspaceId: WorkspaceId,
  channel: "email" | "sms",
  name: string,
): Promise<MessageTemplate | null> {
  const { rows } = await tx.query<MessageTemplate>(
    `select external_id as name, channel, subject, html, text from message_templates
      where workspace_id = $1::uuid and channel = $2 and archived_at is null
        and (external_id = $3 or id::text = $3 or lower(name) = lower($3))
      order by external_id = $3 desc, id limit 1`,
    [workspaceId, channel, name.trim()],
  );
  const system = findSystemTemplate(name);
  return rows[0] ?? (system?.channel === channel ? system : null);
}

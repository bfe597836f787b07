import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { inTransaction } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { MessageTemplateInput } from "@/server/domain/message-template";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";

/** Makes a template, or changes one. Changing one of the system makes the workspace's own copy of that name. */
export async function saveMessageTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  templateId: string | null,
  { key, channel, name, subject, html, text }: MessageTemplateInput,
): Promise<{ id: string }> {
  const values = [workspaceId, key, channel, name, subject, html?.trim() ? html : null, text, now()];
  return inTransaction(async (tx) => {
    // A name that was given up can be taken again; its row comes back.
    const { rows } = templateId
      ? await tx.query<{ id: string }>(
          `update message_templates set external_id = $2, channel = $3, name = $4, subject = $5, html = $6, text = $7, updated_at = $8::timestamptz
           where workspace_id = $1 and id = $9 and archived_at is null
             and not exists (select 1 from message_templates t where t.workspace_id = $1 and t.external_id = $2 and t.id <> $9)
           returning id`,
          [...values, templateId],
        )
      : await tx.query<{ id: string }>(
          `insert into message_templates as t (workspace_id, external_id, channel, name, subject, html, text, updated_at, created_at, id)
           values ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8::timestamptz, $9)
           on conflict (workspace_id, external_id) do update set channel = excluded.channel, name = excluded.name, subject = excluded.subject,
             html = excluded.html, text = excluded.text, updated_at = excluded.updated_at, archived_at = null where t.archived_at is not null
           returning id`,
          [...values, newId()],
        );
    const id = rows[0]?.id;
    if (!id) {
      if (templateId && !(await exists(tx, workspaceId, templateId))) throw noSuchTemplate();
      const message = `There is a template “${key}” already. Choose another name for this one.`;
      throw new AppError("conflict", message, { problems: [{ field: "template.key", message }] });
    }
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: templateId ? "message_template.changed" : "message_template.created" },
      target: { type: "message_template", id, name },
      details: { key, channel },
    });
    return { id };
  });
}

/** Takes a template away. One that stands in the place of the system's gives the name back to it. */
export async function removeMessageTemplate(
  workspaceId: WorkspaceId,
  actor: Actor,
  templateId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ name: string }>(
      "update message_templates set archived_at = $3::timestamptz where workspace_id = $1 and id = $2 and archived_at is null returning name",
      [workspaceId, templateId, now()],
    );
    if (!rows[0]) throw noSuchTemplate();
    const target = { type: "message_template", id: templateId, name: rows[0].name };
    await writeAudit(tx, { workspaceId, actor, action: "message_template.removed", target });
  });
}

const noSuchTemplate = () =>
  new AppError("not_found", "There is no such template in this workspace. Reload the list.");

async function exists(
  tx: Parameters<typeof writeAudit>[0],
  workspaceId: WorkspaceId,
  id: string,
): Promise<boolean> {
  const { rows } = await tx.query(
    "select 1 from message_templates where workspace_id = $1 and id = $2 and archived_at is null",
    [workspaceId, id],
  );
  return rows.length > 0;
}

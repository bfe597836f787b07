import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import type { MessageTemplateInput } from "@/server/domain/message-template";
import { smsSegments } from "@/server/domain/sms-segments";
import { TemplateError } from "@/server/domain/template";
import type { WorkspaceId } from "@/server/domain/workspace";
import { layOutEmail } from "@/server/integrations/messaging/lay-out-email";
import { mergeFields } from "@/server/integrations/messaging/merge-fields";
import { renderTemplate } from "@/server/integrations/messaging/message-template";
import { systemTemplateNames, systemTemplates } from "@/server/integrations/messaging/system-templates";
import { unsubscribeUrl } from "@/server/integrations/messaging/unsubscribe-link";

export type MessageTemplateItem = MessageTemplateInput & {
  /** Null: one of the system, as it came. */
  id: string | null;
  /** Steps that name it find it without anybody having made it. */
  system: boolean;
  updatedAt: Date | null;
};

/** The workspace's templates and the system's; where it has its own of a name, that one. */
export async function listMessageTemplates(workspaceId: WorkspaceId): Promise<MessageTemplateItem[]> {
  const rows = await prisma().messageTemplate.findMany({
    where: { workspaceId, archivedAt: null },
    select: {
      id: true,
      externalId: true,
      channel: true,
      name: true,
      subject: true,
      html: true,
      text: true,
      updatedAt: true,
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
  const system = new Set(systemTemplateNames());
  const own = rows.map(({ externalId, channel, ...row }) => ({
    ...row,
    key: externalId,
    channel: channel === "sms" ? ("sms" as const) : ("email" as const),
    system: system.has(externalId),
  }));
  const kept = new Set(own.map(({ key }) => key));
  const given = systemTemplates.flatMap(({ name, title, channel, subject, html, text }) =>
    kept.has(name)
      ? []
      : [{ id: null, key: name, name: title, channel, subject, html, text, system: true, updatedAt: null }],
  );
  return [...own, ...given].sort((a, b) => a.name.localeCompare(b.name));
}

/** Names that steps may say. */
export async function messageTemplateNames(workspaceId: WorkspaceId): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    "select external_id as name from message_templates where workspace_id = $1 and archived_at is null union select name from message_templates where workspace_id = $1 and archived_at is null",
    [workspaceId],
  );
  return [...new Set([...systemTemplateNames(), ...rows.map(({ name }) => name)])];
}

export type TemplatePreview =
  | {
      ok: true;
      subject: string;
      html: string | null;
      text: string;
      segments: number | null;
      encoding: string | null;
    }
  | { ok: false; message: string };

const SAMPLE = {
  name: "Ada Okafor",
  first_name: "Ada",
  email: "ada@example.com",
  phone: "+14155550101",
  customer_name: "Ada Okafor",
};

/** As somebody would get it: a contact of the workspace, or one made up. */
export async function previewTemplate(
  workspaceId: WorkspaceId,
  { channel, key, subject, html, text }: MessageTemplateInput,
  contactId: string | null,
): Promise<TemplatePreview> {
  const known = await mergeFields(pool(), workspaceId, contactId);
  const data = contactId ? known : { ...SAMPLE, contact: SAMPLE, workspace: known.workspace };
  try {
    const rendered = renderTemplate({ name: key, channel, subject, html, text }, data);
    if (channel === "sms") {
      const body = rendered.body.trim();
      const { segments, encoding } = smsSegments(body);
      return { ok: true, subject: "", html: null, text: body, segments, encoding };
    }
    const laidOut = layOutEmail(rendered, {
      purpose: "transactional",
      workspace: String(known.workspace ?? ""),
      unsubscribeUrl: unsubscribeUrl("00000000-0000-0000-0000-000000000000"),
    });
    return {
      ok: true,
      subject: rendered.subject,
      html: laidOut.html,
      text: laidOut.text,
      segments: null,
      encoding: null,
    };
  } catch (error) {
    if (error instanceof TemplateError) return { ok: false, message: error.message };
    throw error;
  }
}

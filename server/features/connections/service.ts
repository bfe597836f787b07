import { unseal } from "@/server/crypto";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { ActionError, AppError } from "@/server/domain/errors";
import { webhookSettingsSchema } from "@/server/domain/webhook-settings";
import type { WorkspaceId } from "@/server/domain/workspace";
import { deliverWebhook } from "@/server/integrations/core/deliver-webhook";
import { smtpAccess } from "@/server/integrations/messaging/deliver-email";
import { layOutEmail } from "@/server/integrations/messaging/lay-out-email";
import { SmtpFailure } from "@/server/integrations/messaging/smtp/smtp-failure";
import { sendOver, smtpSession } from "@/server/integrations/messaging/smtp/smtp-session";
import { writeMail } from "@/server/integrations/messaging/smtp/write-mail";
import { rateLimit } from "@/server/ops/rate-limit";

export type ConnectionTest = { ok: true; to: string } | { ok: false; message: string };

/** Tries a connection and remembers how that went: an email to the person who asks, or an event to the endpoint. */
export async function testConnection(
  workspace: { id: WorkspaceId; name: string },
  connectionId: string,
  to: string,
): Promise<ConnectionTest> {
  await rateLimit(`connection-test:${workspace.id}`, { limit: 20, windowSeconds: 600 });
  const { rows } = await pool().query<Connected>(
    `select integration, name, settings, sealed from connections
      where workspace_id = $1 and id = $2 and integration in ('smtp', 'webhook') and archived_at is null`,
    [workspace.id, connectionId],
  );
  const row = rows[0];
  if (!row)
    throw new AppError("not_found", "There is no such connection in this workspace. Reload the list.");
  const webhook = row.integration === "webhook";
  const failed = webhook
    ? await sendTestEvent(row)
    : await sendTest({ ...row, workspace: workspace.name, to });
  await pool().query(
    "update connections set checked_at = $3::timestamptz, check_error = $4 where workspace_id = $1 and id = $2",
    [workspace.id, connectionId, now(), failed],
  );
  if (failed !== null) return { ok: false, message: failed };
  return { ok: true, to: webhook ? webhookSettingsSchema.parse(row.settings).url : to };
}

type Connected = { integration: string; name: string; settings: Record<string, unknown>; sealed: string };

/** What went wrong; null: the endpoint took it. */
async function sendTestEvent({ name, settings, sealed }: Connected): Promise<string | null> {
  const at = now();
  const event = { id: `msg_${newId()}`, type: "webhook.test", happenedAt: at, data: { connection: name } };
  try {
    const connected = { settings, secret: () => JSON.parse(unseal(sealed)) };
    await deliverWebhook(connected, event, { at, signal: AbortSignal.timeout(30_000) });
    return null;
  } catch (error) {
    if (error instanceof ActionError) return error.message;
    throw error;
  }
}

type Test = Omit<Connected, "integration"> & { workspace: string; to: string };

/** What went wrong; null: the server took it. */
async function sendTest({ name, settings, sealed, workspace, to }: Test): Promise<string | null> {
  const access = smtpAccess({ settings, secret: () => JSON.parse(unseal(sealed)) });
  const { host, from_address: from } = access.settings;
  const subject = `Test of ${name}`;
  const body = `This email was sent by ${workspace} to try the connection “${name}” (${host}).\n\nIt works: flows can send by it.`;
  const { html, text } = layOutEmail(
    { subject, body, format: "text" },
    { purpose: "transactional", workspace, unsubscribeUrl: "" },
  );
  const messageId = `${newId()}@${from.slice(from.lastIndexOf("@") + 1)}`;
  const raw = await writeMail(access.settings, {
    messageId,
    to,
    subject,
    html,
    text,
    unsubscribeUrl: null,
    date: now(),
  });
  try {
    await smtpSession(access, AbortSignal.timeout(30_000), (session, broken) =>
      sendOver(session, broken, host, { from, to, raw }),
    );
    return null;
  } catch (error) {
    if (error instanceof SmtpFailure) return error.message;
    throw error;
  }
}

import { now } from "../db/clock";
import { newId } from "../db/id";
import type { WorkspaceId } from "../domain/workspace";
import { env } from "../env";
import type { Connectable } from "../integrations/connection";
import { smtpAccess } from "../integrations/messaging/deliver-email";
import { operatorMail } from "../integrations/messaging/smtp/operator-mail";
import { type SmtpAccess, sendOver, smtpSession } from "../integrations/messaging/smtp/smtp-session";
import { writeMail } from "../integrations/messaging/smtp/write-mail";
import { logger } from "../logger";
import { resolveConnection } from "./resolve-connection";

const PATIENCE_MS = 30_000;

/** `link`: a path of ours. */
export type MailedMember = { email: string; link: string };

/**
 * Writes to members of a workspace over its own mail server, or over that of whoever runs Baton; where there is neither,
 * the bell alone tells them. It is no message of a flow, and costs nothing. Once, and it never throws: the bell has told
 * them already, and a mail that did not get through is not worth a second one.
 */
export async function mailMembers(
  workspaceId: WorkspaceId,
  members: readonly MailedMember[] | Promise<readonly MailedMember[]>,
  words: { title: string; body: string },
): Promise<void> {
  try {
    await mailAll(workspaceId, await members, words);
  } catch (error) {
    logger.warn({ error: String(error), workspaceId, about: words.title }, "members were not mailed");
  }
}

async function mailAll(
  workspaceId: WorkspaceId,
  members: readonly MailedMember[],
  { title, body }: { title: string; body: string },
): Promise<void> {
  const mailServers: Connectable = { channel: "email", integrations: ["smtp"] };
  const connection = await resolveConnection(workspaceId, mailServers, undefined);
  const access = connection ? smtpAccess(connection) : operatorMail();
  if (!access) return;
  const origin = env().AUTH_URL ?? `http://localhost:${env().PORT}`;
  for (const { email, link } of members)
    await mail(access, { to: email, subject: title, text: `${body}\n\n${origin}${link}\n` });
}

async function mail(
  access: SmtpAccess,
  { to, subject, text }: { to: string; subject: string; text: string },
): Promise<void> {
  const { host, from_address: from } = access.settings;
  const messageId = `${newId()}@${from.slice(from.lastIndexOf("@") + 1)}`;
  const written = { messageId, to, subject, html: null, text, unsubscribeUrl: null, date: now() };
  const raw = await writeMail(access.settings, written);
  await smtpSession(access, AbortSignal.timeout(PATIENCE_MS), (session, failed) =>
    sendOver(session, failed, host, { from, to, raw }),
  );
}

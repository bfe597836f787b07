import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import { AppError } from "@/server/domain/errors";
import { messageLinks } from "@/server/domain/message-links";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";
import type { Cause } from "@/server/records/cause";
import { lockContact, upsertContact } from "@/server/records/contact";
import { type Reaction, takeReaction } from "@/server/records/message-reaction";
import { optIn, optOut } from "@/server/records/opt-out";
import { type IncomingMessage, type ReceivedMessage, receiveMessage } from "@/server/records/receive-message";
import type { UnsubscribePage } from "./data";

/** A message that a contact wrote, however it came here. */
export function takeReply(
  workspaceId: WorkspaceId,
  message: IncomingMessage,
  cause: Cause,
): Promise<ReceivedMessage> {
  return inTransaction((tx) => receiveMessage(tx, workspaceId, message, cause));
}

/** What somebody writes in the place of the contact, to try a flow: only where nothing ever left the sandbox. */
export async function answerAsContact(
  workspaceId: WorkspaceId,
  actor: Actor,
  { messageId, body }: { messageId: string; body: string },
): Promise<ReceivedMessage> {
  const { rows } = await pool().query<{
    channel: string;
    via: string;
    direction: string;
    to_address: string;
    from_address: string;
    subject: string;
  }>(
    "select channel, via, direction, to_address, from_address, subject from messages where workspace_id = $1 and id = $2",
    [workspaceId, messageId],
  );
  const message = rows[0];
  if (!message) throw new AppError("not_found", "There is no such message in this workspace.");
  if (message.via !== "sandbox")
    throw new AppError(
      "conflict",
      "This message really left. Its contact answers it, from their own mailbox.",
    );
  const { channel } = message;
  if ((channel !== "email" && channel !== "sms") || message.direction !== "out")
    throw new AppError("conflict", "Only emails and SMS that went to a contact can be answered.");
  return takeReply(
    workspaceId,
    {
      channel,
      from: message.to_address,
      to: message.from_address || undefined,
      subject: channel === "email" && message.subject ? `Re: ${message.subject}` : undefined,
      body,
      inReplyTo: messageId,
    },
    { source: "platform", actor: { type: actor.type, id: actor.id, name: actor.name } },
  );
}

/** Opens an email in the place of its contact, or follows a link in it: only where nothing ever left the sandbox. */
export async function reactAsContact(
  workspaceId: WorkspaceId,
  actor: Actor,
  reaction: Reaction,
): Promise<{ changed: boolean }> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ via: string; html: string | null; text: string | null; body: string }>(
      "select via, html, text, body from messages where workspace_id = $1 and id = $2",
      [workspaceId, reaction.messageId],
    );
    const message = rows[0];
    if (!message) throw new AppError("not_found", "There is no such message in this workspace.");
    if (message.via !== "sandbox")
      throw new AppError("conflict", "This message really left. Its contact opens it, in their own mailbox.");
    const { html, text, body } = message;
    if (reaction.reaction === "clicked" && !messageLinks({ html, text: text ?? body }).includes(reaction.url))
      throw new AppError("invalid", "There is no such link in this email. Choose one of its links.");
    const cause: Cause = {
      source: "platform",
      actor: { type: actor.type, id: actor.id, name: actor.name },
    };
    return { changed: await takeReaction(tx, workspaceId, reaction, cause) };
  });
}

/** What somebody chose on the page behind an unsubscribe link. Done at once; twice is once. */
export async function setSubscribed(page: UnsubscribePage, subscribed: boolean): Promise<void> {
  const { workspaceId, channel, to } = page;
  await inTransaction(async (tx) => {
    const identity = contactFromPayload(channel === "email" ? { email: to } : { phone: to });
    const contactId = page.contactId ?? (await upsertContact(tx, workspaceId, { identity })).id;
    const contact = await lockContact(tx, workspaceId, contactId);
    const actor = { type: "contact" as const, id: contact.id, name: contact.name };
    const choice = { contactId: contact.id, address: to, channel, source: "unsubscribe link" };
    await (subscribed ? optIn : optOut)(tx, workspaceId, choice, { source: "platform", actor });
  });
}

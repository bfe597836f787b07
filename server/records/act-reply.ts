import type { Tx } from "../db/pool";
import { optOutWords } from "../domain/opt-out-answers";
import type { ReplyIntent } from "../domain/opt-out-words";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import type { ContactRow } from "./contact-row";
import { insertMessage } from "./message";
import { optIn, optOut } from "./opt-out";

type Reply = {
  intent: ReplyIntent;
  contact: ContactRow;
  messageId: string;
  channel: "email" | "sms";
  from: string;
  /** The address of ours that they answered. */
  answeredFrom?: string | undefined;
};

/**
 * What a reply asks for is done at once: STOP closes every channel, START opens the one it came by, HELP says what there
 * is to say. One answer goes back; a second STOP is met with silence, as it was asked for.
 */
export async function actReply(
  tx: Tx,
  workspaceId: WorkspaceId,
  { intent, contact, messageId, channel, from, answeredFrom }: Reply,
  cause: Cause,
): Promise<void> {
  const by: Cause = { ...cause, actor: { type: "contact", id: contact.id, name: contact.name || from } };
  const source = `reply by ${channel === "sms" ? "SMS" : "email"}`;
  const choice = { contactId: contact.id, address: from, source };
  if (intent === "stop" && !(await optOut(tx, workspaceId, { ...choice, channel: "all" }, by))) return;
  if (intent === "start" && !(await optIn(tx, workspaceId, { ...choice, channel }, by))) return;
  const { rows } = await tx.query<{ name: string }>("select name from workspaces where id = $1::uuid", [
    workspaceId,
  ]);
  const words = optOutWords(intent, rows[0]?.name ?? "");
  await insertMessage(tx, workspaceId, {
    channel,
    state: "delivered",
    to: from,
    from: answeredFrom,
    subject: channel === "email" ? words.subject : "",
    body: words.body,
    contactId: contact.id,
    inReplyTo: messageId,
    sendKey: `answer:${messageId}`,
    ...(cause.mode && { mode: cause.mode }),
  });
}

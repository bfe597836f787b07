import type { Tx } from "../db/pool";
import type { OutboxChannel } from "../domain/message";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { contactKeysPayload } from "./contact-payload";
import type { ContactRow } from "./contact-row";
import { emit } from "./emit";

type MessageRow = {
  id: string;
  channel: OutboxChannel;
  to_address: string;
  subject: string;
  template: string | null;
  error: string | null;
  run_id: string | null;
  flow_id: string | null;
  contact: Pick<ContactRow, "id" | "external_id" | "email" | "phone" | "name"> | null;
};

export type MessageEvent =
  | "email.sent"
  | "message.delivered"
  | "message.failed"
  | "email.opened"
  | "email.clicked";

/** What became of a message, as an event of its contact. A message to a stranger makes nobody a contact. */
export async function emitMessage(
  tx: Tx,
  workspaceId: WorkspaceId,
  messageId: string,
  type: MessageEvent,
  cause: Cause,
  more: Record<string, unknown> = {},
): Promise<void> {
  const { rows } = await tx.query<MessageRow>(
    `select m.id, m.channel, m.to_address, m.subject, m.template, m.error, m.run_id, m.flow_id,
       case when c.id is not null then jsonb_build_object('id', c.id, 'external_id', c.external_id, 'email', c.email, 'phone', c.phone, 'name', c.name) end as contact
       from messages m left join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
      where m.workspace_id = $1::uuid and m.id = $2::uuid`,
    [workspaceId, messageId],
  );
  const message = rows[0];
  if (!message) return;
  await emit(
    tx,
    workspaceId,
    type,
    {
      message_id: message.id,
      ...(message.channel === "email" && { email_id: message.id, subject: message.subject }),
      channel: message.channel,
      to: message.to_address,
      template: message.template,
      flow_id: message.flow_id,
      run_id: message.run_id,
      ...(type === "message.failed" && { reason: message.error }),
      ...more,
      ...(message.contact && contactKeysPayload(message.contact)),
    },
    cause,
  );
}

import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { MessageDirection, MessageState, OutboxChannel } from "../domain/message";
import type { MessagePurpose } from "../domain/messaging";
import { smsSegments } from "../domain/sms-segments";
import type { WorkspaceId } from "../domain/workspace";

export type NewMessage = {
  /** Made by the caller where it stands in the message itself. */
  id?: string;
  channel: OutboxChannel;
  direction?: MessageDirection;
  state?: MessageState;
  purpose?: MessagePurpose;
  /** The integration it goes by. */
  via?: string;
  connectionId?: string | null;
  to: string;
  from?: string | undefined;
  subject?: string;
  /** As it was written. */
  body: string;
  /** An email as it leaves. */
  html?: string | null;
  text?: string | null;
  template?: string | null | undefined;
  contactId?: string | null;
  runId?: string | null;
  stepId?: string | null;
  /** Idempotency key of what sends it: a second message under the same key is the first one. */
  sendKey?: string | null;
  externalId?: string | null;
  inReplyTo?: string | null;
  sentiment?: string | null;
  error?: string | null;
  mode?: "live" | "test";
};

export type StoredMessage = {
  id: string;
  state: MessageState;
  /** It was there before, under the same key, and already on its way. */
  repeated: boolean;
};

/**
 * A message into the Outbox, once per key. One that stands there unsent under the same key (queued before the call, or
 * failed before it is tried again) is filled and moved on; one that is on its way stays as it is.
 */
export async function insertMessage(
  tx: Tx,
  workspaceId: WorkspaceId,
  message: NewMessage,
): Promise<StoredMessage> {
  const at = now();
  const state = message.state ?? "queued";
  const sent = message.direction !== "in" && SENT.has(state) ? at : null;
  const values = [
    message.id ?? newId(),
    workspaceId,
    message.channel,
    message.via ?? "sandbox",
    message.direction ?? "out",
    state,
    message.purpose ?? "transactional",
    message.to,
    message.from ?? "",
    message.subject ?? "",
    message.body,
    message.html ?? null,
    message.text ?? null,
    message.template ?? null,
    message.contactId ?? null,
    message.connectionId ?? null,
    message.runId ?? null,
    message.stepId ?? null,
    message.sendKey ?? null,
    message.externalId ?? null,
    message.inReplyTo ?? null,
    message.error ?? null,
    message.channel === "sms" ? smsSegments(message.body).segments : null,
    message.sentiment ?? null,
    message.mode ?? "live",
    at,
    sent,
    state === "delivered" ? at : null,
  ];
  const { rows } = await tx.query<StoredMessage>(INSERT, values);
  if (rows[0]) return rows[0];
  const known = await tx.query<StoredMessage>(FIND, [
    workspaceId,
    message.sendKey ?? null,
    message.externalId ?? null,
  ]);
  const row = known.rows[0];
  if (!row) throw new Error("The message was neither stored nor found under its key");
  return row;
}

/** Puts a message of the sandbox connection into the Outbox, once per key: it is delivered as soon as it is there. */
export const sendSandboxMessage = (
  tx: Tx,
  workspaceId: WorkspaceId,
  message: NewMessage & { sendKey: string },
): Promise<StoredMessage> => insertMessage(tx, workspaceId, { ...message, state: "delivered" });

/** What became of a message that was handed to somebody outside. Later news goes before earlier, never back. */
export async function markMessage(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  {
    state,
    error = null,
    externalId = null,
  }: { state: MessageState; error?: string | null; externalId?: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update messages set state = $3, error = $4, external_id = coalesce($5, external_id),
       sent_at = case when $6 then coalesce(sent_at, $7::timestamptz) else sent_at end,
       delivered_at = case when $3 = 'delivered' then $7::timestamptz else delivered_at end,
       opened_at = case when $3 = 'opened' then $7::timestamptz else opened_at end,
       clicked_at = case when $3 = 'clicked' then $7::timestamptz else clicked_at end
     where workspace_id = $1::uuid and id = $2::uuid and direction = 'out'
       and array_position($8::text[], state) < array_position($8::text[], $3)`,
    [workspaceId, id, state, error, externalId, SENT.has(state), now(), ORDER],
  );
  return (rowCount ?? 0) > 0;
}

const ORDER: MessageState[] = ["held", "queued", "failed", "sent", "delivered", "opened", "clicked"];

const SENT: ReadonlySet<MessageState> = new Set(["sent", "delivered", "opened", "clicked"]);

const INSERT = `
  insert into messages as m
    (id, workspace_id, channel, via, direction, state, purpose, to_address, from_address, subject, body, html, text, template,
     contact_id, connection_id, run_id, flow_id, step_id, send_key, external_id, in_reply_to, error, segments, sentiment, mode,
     created_at, sent_at, delivered_at)
  values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::uuid, $16::uuid, $17::uuid,
    (select r.flow_id from flow_executions r where r.workspace_id = $2::uuid and r.id = $17::uuid),
    $18, $19, $20, $21::uuid, $22, $23::int, $24, $25::"RunMode", $26::timestamptz, $27::timestamptz, $28::timestamptz)
  on conflict (workspace_id, send_key) do update set
    via = excluded.via, state = excluded.state, purpose = excluded.purpose, to_address = excluded.to_address,
    from_address = excluded.from_address, subject = excluded.subject, body = excluded.body, html = excluded.html,
    text = excluded.text, template = excluded.template, contact_id = coalesce(excluded.contact_id, m.contact_id),
    connection_id = excluded.connection_id, error = excluded.error, segments = excluded.segments,
    sent_at = excluded.sent_at, delivered_at = excluded.delivered_at
    where m.state in ('queued', 'held', 'failed')
  returning id, state, false as repeated`;

const FIND = `
  select id, state, true as repeated from messages
   where workspace_id = $1::uuid and (send_key = $2 or external_id = $3) limit 1`;

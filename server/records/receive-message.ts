import { now } from "../db/clock";
import { isUuid, newId } from "../db/id";
import type { Tx } from "../db/pool";
import { contactFromPayload, emailAddress } from "../domain/contact-key";
import { AppError } from "../domain/errors";
import { messageSentiment, SENTIMENT_LABEL, type Sentiment } from "../domain/message-sentiment";
import { type ReplyIntent, replyIntent } from "../domain/opt-out-words";
import { phoneNumber } from "../domain/phone-number";
import type { WorkspaceId } from "../domain/workspace";
import { actReply } from "./act-reply";
import type { Cause } from "./cause";
import { changeContact, lockContact, upsertContact } from "./contact";
import { findContact } from "./contact-keys";
import { contactKeysPayload } from "./contact-payload";
import { emit } from "./emit";
import { insertMessage } from "./message";

export type IncomingMessage = {
  channel: "email" | "sms";
  /** Who wrote: an email address, or a phone number with its country code. */
  from: string;
  /** The address of ours that it came to. */
  to?: string | undefined;
  subject?: string | undefined;
  body: string;
  /** Our message that it answers, by its id or the provider's; left out: the newest one that went to them. */
  inReplyTo?: string | null | undefined;
  /** The provider's id: told twice, it is kept once. */
  externalId?: string | undefined;
};

export type ReceivedMessage = {
  id: string;
  contactId: string;
  duplicate: boolean;
  sentiment: Sentiment | null;
  /** What it asked for besides being a reply, and was done at once. */
  intent: ReplyIntent | null;
  runs: { id: string; flowId: string }[];
};

/**
 * A message of a contact, with all that follows from it, in one transaction and under the contact's lock: whatever is
 * about to be sent to them comes before it or knows of it.
 */
export async function receiveMessage(
  tx: Tx,
  workspaceId: WorkspaceId,
  message: IncomingMessage,
  cause: Cause,
): Promise<ReceivedMessage> {
  const from = message.channel === "email" ? emailAddress(message.from) : phoneNumber(message.from);
  if (!from) {
    const kind =
      message.channel === "email"
        ? "an email address"
        : "a phone number with its country code, such as +14155550100";
    throw new AppError("invalid", `“${message.from.slice(0, 100)}” is not ${kind}.`, {
      problems: [{ field: "from", message: `Has to be ${kind}.` }],
    });
  }
  const contactId = await whoWrote(tx, workspaceId, message, from);
  const contact = await lockContact(tx, workspaceId, contactId);
  const earlier = message.externalId ? await known(tx, workspaceId, message.externalId) : null;
  if (earlier) return { ...earlier, contactId: contact.id, duplicate: true, runs: [] };

  const answered = await answeredBy(tx, workspaceId, contact.id, message);
  const intent = replyIntent(message.body);
  const mood = intent ? null : messageSentiment(message.body);
  const id = newId();
  await insertMessage(tx, workspaceId, {
    id,
    channel: message.channel,
    direction: "in",
    state: "received",
    via: answered?.via ?? "sandbox",
    from,
    to: message.to ?? answered?.from ?? "",
    subject: message.subject ?? "",
    body: message.body,
    contactId: contact.id,
    runId: answered?.runId ?? null,
    externalId: message.externalId ?? null,
    inReplyTo: answered?.id ?? null,
    sentiment: mood?.sentiment ?? null,
    mode: cause.mode ?? answered?.mode ?? "live",
  });
  if (mood) await changeContact(tx, workspaceId, contact.id, { last_sentiment: mood.sentiment }, cause);
  // Before the event: a flow that it starts must find the contact as the contact wants to be found.
  if (intent) {
    await actReply(
      tx,
      workspaceId,
      { intent, contact, messageId: id, ...message, from, answeredFrom: answered?.from },
      cause,
    );
  }
  const { runs } = await emit(
    tx,
    workspaceId,
    "message.received",
    {
      message_id: id,
      channel: message.channel,
      from,
      to: message.to ?? answered?.from ?? null,
      ...(message.subject && { subject: message.subject }),
      body: message.body,
      in_reply_to: answered?.id ?? null,
      flow_id: answered?.flowId ?? null,
      sentiment: mood?.sentiment ?? "neutral",
      sentiment_score: mood?.score ?? 0,
      sentiment_by: SENTIMENT_LABEL,
      intent,
      received_at: now().toISOString(),
      ...contactKeysPayload(contact),
    },
    { ...cause, mode: cause.mode ?? answered?.mode ?? "live" },
  );
  return { id, contactId: contact.id, duplicate: false, sentiment: mood?.sentiment ?? null, intent, runs };
}

/** The contact with this address. A strange address that answers a message is another one of whom it went to. */
async function whoWrote(
  tx: Tx,
  workspaceId: WorkspaceId,
  { channel, inReplyTo }: IncomingMessage,
  from: string,
): Promise<string> {
  const identity = contactFromPayload(channel === "email" ? { email: from } : { phone: from });
  const contactId = await findContact(tx, workspaceId, identity.keys);
  if (contactId) return contactId;
  const named = namedMessage(inReplyTo);
  const { rows } = await tx.query<{ contact_id: string }>(
    `select contact_id from messages where workspace_id = $1::uuid and (id = $2::uuid or external_id = $3)
        and direction = 'out' and contact_id is not null`,
    [workspaceId, named.id, named.externalId],
  );
  return rows[0]?.contact_id ?? (await upsertContact(tx, workspaceId, { identity })).id;
}

/** As a mail's In-Reply-To has it, or an id of ours. */
function namedMessage(inReplyTo: string | null | undefined) {
  const externalId = inReplyTo?.trim().replace(/^<|>$/g, "") || null;
  return { externalId, id: externalId && isUuid(externalId) ? externalId : null };
}

async function known(tx: Tx, workspaceId: WorkspaceId, externalId: string) {
  const { rows } = await tx.query<{ id: string; sentiment: Sentiment | null; body: string }>(
    "select id, sentiment, body from messages where workspace_id = $1::uuid and external_id = $2 and direction = 'in'",
    [workspaceId, externalId],
  );
  const row = rows[0];
  return row ? { id: row.id, sentiment: row.sentiment, intent: replyIntent(row.body) } : null;
}

type Answered = {
  id: string;
  from: string;
  via: string;
  runId: string | null;
  flowId: string | null;
  mode: "live" | "test";
};

/** Only messages to this very contact can be answered by it, whatever id is named. */
async function answeredBy(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  { channel, inReplyTo }: IncomingMessage,
): Promise<Answered | null> {
  const named = namedMessage(inReplyTo);
  const { rows } = await tx.query<Answered>(
    `select id, from_address as "from", via, run_id as "runId", flow_id as "flowId", mode from messages
      where workspace_id = $1::uuid and contact_id = $2::uuid and direction = 'out' and channel = $3
        and state in ('sent', 'delivered', 'opened', 'clicked') and ($4::text is null or id = $5::uuid or external_id = $4)
      order by created_at desc, id desc limit 1`,
    [workspaceId, contactId, channel, named.externalId, named.id],
  );
  return rows[0] ?? null;
}

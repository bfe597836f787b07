import * as z from "zod";
import { isUuid } from "@/server/db/id";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import {
  type MessageDirection,
  type MessageState,
  messageDirectionSchema,
  messageStateSchema,
  outboxChannelSchema,
} from "@/server/domain/message";
import { messageLinks } from "@/server/domain/message-links";
import { mintWorkspaceId, type WorkspaceId } from "@/server/domain/workspace";
import { getCall } from "@/server/features/calls/data";
import { readUnsubscribeToken } from "@/server/integrations/messaging/unsubscribe-link";

export const messageFilterSchema = z.object({
  channel: outboxChannelSchema.optional(),
  state: messageStateSchema.optional(),
  /** Not `direction`: the client puts that into every list that grows. */
  way: messageDirectionSchema.optional(),
  contactId: z.uuid().optional(),
  flowId: z.uuid().optional(),
  runId: z.uuid().optional(),
  /** Address, subject or words of the body. */
  q: z.string().trim().max(200).default(""),
  limit: z.number().int().min(1).max(100).default(50),
});
export const messageCursorSchema = z.object({ createdAt: z.date(), id: z.uuid() });

type Filter = z.output<typeof messageFilterSchema>;
type Cursor = z.output<typeof messageCursorSchema>;

export type MessageListItem = {
  id: string;
  channel: string;
  via: string;
  direction: MessageDirection;
  state: MessageState;
  /** The same, under the name it had first. */
  status: MessageState;
  toAddress: string;
  fromAddress: string;
  contactName: string | null;
  subject: string;
  /** The first 160 characters. */
  preview: string;
  runId: string | null;
  flowName: string | null;
  /** Of a call: ringing, or how it ended. */
  callStatus: string | null;
  createdAt: Date;
};

/** A page of the Outbox, the newest first. */
export async function listMessages(workspaceId: WorkspaceId, filter: Filter, cursor: Cursor | undefined) {
  const { q, limit } = filter;
  const { rows } = await pool().query<MessageListItem>(
    `select m.id, m.channel, m.via, m.direction, m.state, m.state as status, m.to_address as "toAddress", m.from_address as "fromAddress",
       c.name as "contactName", m.subject, left(coalesce(m.text, m.body), 160) as preview, m.run_id as "runId", f.name as "flowName",
       (select k.status from calls k where k.workspace_id = m.workspace_id and k.message_id = m.id and m.channel = 'call') as "callStatus",
       m.created_at as "createdAt"
     from messages m
     left join automation_flows f on f.workspace_id = m.workspace_id and f.id = m.flow_id
     left join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
     where m.workspace_id = $1 and ($2::text is null or m.channel = $2) and ($3::uuid is null or m.contact_id = $3)
       and ($4::uuid is null or m.run_id = $4) and ($5::timestamptz is null or (m.created_at, m.id) < ($5, $6::uuid))
       and ($7 = '' or m.to_address ilike $8 or m.from_address ilike $8 or m.subject ilike $8 or m.body ilike $8 or m.id = $9::uuid or m.run_id = $9::uuid)
       and ($11::text is null or m.state = $11) and ($12::text is null or m.direction = $12) and ($13::uuid is null or m.flow_id = $13)
     order by m.created_at desc, m.id desc limit $10`,
    [
      workspaceId,
      filter.channel ?? null,
      filter.contactId ?? null,
      filter.runId ?? null,
      cursor?.createdAt ?? null,
      cursor?.id ?? null,
      q,
      containing(q),
      isUuid(q) ? q : null,
      limit + 1,
      filter.state ?? null,
      filter.way ?? null,
      filter.flowId ?? null,
    ],
  );
  const messages = rows.slice(0, limit);
  const last = messages.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { messages, nextCursor };
}

const shown = {
  id: true,
  channel: true,
  via: true,
  direction: true,
  state: true,
  purpose: true,
  toAddress: true,
  fromAddress: true,
  subject: true,
  body: true,
  html: true,
  text: true,
  template: true,
  error: true,
  segments: true,
  sentiment: true,
  mode: true,
  inReplyTo: true,
  contact: { select: { id: true, name: true } },
  connection: { select: { name: true } },
  flowId: true,
  runId: true,
  stepId: true,
  createdAt: true,
  sentAt: true,
  openedAt: true,
  clickedAt: true,
} as const;

export async function getMessage(workspaceId: WorkspaceId, id: string) {
  const message = await prisma().message.findFirst({ where: { workspaceId, id }, select: shown });
  if (!message) throw new AppError("not_found", "There is no such message in this workspace.");
  const [flow, call, replies] = await Promise.all([
    message.flowId
      ? prisma().flow.findFirst({
          where: { workspaceId, id: message.flowId },
          select: { id: true, name: true },
        })
      : null,
    message.channel === "call" ? getCall(workspaceId, id) : null,
    prisma().message.findMany({
      where: { workspaceId, inReplyTo: id, contactId: message.contact?.id ?? null },
      select: { id: true, direction: true, body: true, createdAt: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: 20,
    }),
  ]);
  const { channel, via, direction, html, text, body } = message;
  const state = messageStateSchema.parse(message.state);
  const isSandbox = via === "sandbox" && direction === "out";
  const arrived = state === "delivered" || state === "opened" || state === "clicked";
  return {
    ...message,
    state,
    status: message.state,
    flow,
    replies: replies.map(({ body, ...reply }) => ({ ...reply, body: body.slice(0, 300) })),
    /** Somebody may write in the place of the contact: nothing ever left. */
    answerable: isSandbox && (channel === "email" || channel === "sms"),
    /** Likewise: opens it, or follows one of its links. */
    reactable: isSandbox && channel === "email" && arrived,
    links: channel === "email" ? messageLinks({ html, text: text ?? body }) : [],
    call,
  };
}
/** What the page behind an unsubscribe link says. */
export type UnsubscribePage = {
  workspaceId: WorkspaceId;
  workspace: string;
  /** a…@example.com: the link may be forwarded. */
  address: string;
  to: string;
  channel: "email" | "sms";
  contactId: string | null;
  messageId: string;
  unsubscribed: boolean;
};

/** Whose message the link was in; null: we never wrote it. */
export async function openUnsubscribe(token: string): Promise<UnsubscribePage | null> {
  const messageId = readUnsubscribeToken(token);
  if (!messageId) return null;
  const { rows } = await pool().query<{
    workspace_id: string;
    workspace: string;
    to_address: string;
    channel: string;
    contact_id: string | null;
    state: string | null;
  }>(
    `select m.workspace_id, w.name as workspace, m.to_address, m.channel, coalesce(c.merged_into_id, c.id) as contact_id, s.state
       from messages m join workspaces w on w.id = m.workspace_id
       left join contacts c on c.workspace_id = m.workspace_id and c.id = m.contact_id
       left join consents s on s.workspace_id = m.workspace_id and s.contact_id = coalesce(c.merged_into_id, c.id) and s.channel = m.channel
      where m.id = $1 and m.direction = 'out'`,
    [messageId],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    workspaceId: mintWorkspaceId(row.workspace_id),
    workspace: row.workspace,
    address: row.channel === "sms" ? row.to_address.replace(/.(?=.{3})/g, "•") : masked(row.to_address),
    channel: row.channel === "sms" ? "sms" : "email",
    contactId: row.contact_id,
    messageId,
    to: row.to_address,
    unsubscribed: row.state === "denied",
  };
}

const masked = (address: string): string => address.replace(/^(.)[^@]*/, "$1…");

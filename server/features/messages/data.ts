import * as z from "zod";
import { isUuid } from "@/server/db/id";
import { containing } from "@/server/db/like";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import { AppError } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";

export const messageFilterSchema = z.object({
  channel: z.enum(["email", "sms", "slack", "in_app"]).optional(),
  contactId: z.uuid().optional(),
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
  direction: string;
  status: string;
  toAddress: string;
  subject: string;
  /** The first 160 characters. */
  preview: string;
  runId: string | null;
  flowName: string | null;
  createdAt: Date;
};

/** A page of the Outbox, the newest first. */
export async function listMessages(workspaceId: WorkspaceId, filter: Filter, cursor: Cursor | undefined) {
  const { q, limit } = filter;
  const { rows } = await pool().query<MessageListItem>(
    `select m.id, m.channel, m.via, m.direction, m.state as status, m.to_address as "toAddress", m.subject, left(m.body, 160) as preview,
       m.run_id as "runId", f.name as "flowName", m.created_at as "createdAt"
     from messages m
     left join flow_executions r on r.workspace_id = m.workspace_id and r.id = m.run_id
     left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
     where m.workspace_id = $1 and ($2::text is null or m.channel = $2) and ($3::uuid is null or m.contact_id = $3)
       and ($4::uuid is null or m.run_id = $4) and ($5::timestamptz is null or (m.created_at, m.id) < ($5, $6::uuid))
       and ($7 = '' or m.to_address ilike $8 or m.subject ilike $8 or m.body ilike $8 or m.id = $9::uuid or m.run_id = $9::uuid)
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
    ],
  );
  const messages = rows.slice(0, limit);
  const last = messages.at(-1);
  const nextCursor = rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null;
  return { messages, nextCursor };
}

export async function getMessage(workspaceId: WorkspaceId, id: string) {
  const message = await prisma().message.findFirst({
    where: { workspaceId, id },
    select: {
      id: true,
      channel: true,
      via: true,
      direction: true,
      state: true,
      toAddress: true,
      fromAddress: true,
      subject: true,
      body: true,
      template: true,
      contact: { select: { id: true, name: true } },
      runId: true,
      stepId: true,
      createdAt: true,
    },
  });
  if (!message) throw new AppError("not_found", "There is no such message in this workspace.");
  const run = message.runId
    ? await prisma().run.findFirst({
        where: { workspaceId, id: message.runId },
        select: { id: true, flow: { select: { id: true, name: true } } },
      })
    : null;
  return { ...message, status: message.state, flow: run?.flow ?? null };
}

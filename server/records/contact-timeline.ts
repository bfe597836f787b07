import type { Tx } from "../db/pool";
import { type TimelineItem, type TimelineKind, timelineKinds } from "../domain/timeline";
import type { WorkspaceId } from "../domain/workspace";

export type TimelineCursor = { at: Date; id: string };

type Page = { only: readonly TimelineKind[]; limit: number; cursor?: TimelineCursor | undefined };

/**
 * Everything that happened with a contact, the newest first. Of each kind no more is read than the page can show; together
 * they are one list. Events and runs are found by the contact's keys, the rest by the contact and the duplicates that were
 * merged into it.
 */
export async function contactTimeline(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  { only, limit, cursor }: Page,
): Promise<{ items: TimelineItem[]; nextCursor: TimelineCursor | null }> {
  const kinds = timelineKinds.filter((kind) => only.length === 0 || only.includes(kind));
  const { rows } = await tx.query<TimelineItem>(
    `with family as (
       select id from contacts where workspace_id = $1::uuid and (id = $2::uuid or merged_into_id = $2::uuid)
     ), keys as (
       select key from contact_keys where workspace_id = $1::uuid and contact_id = $2::uuid
     )
     select line.* from (${kinds.map((kind) => `(${PARTS[kind]})`).join(" union all ")}) line
     where $3::text[] is not null order by at desc, id desc limit $6::int`,
    [workspaceId, contactId, SHOWN_OTHERWISE, cursor?.at ?? null, cursor?.id ?? null, limit + 1],
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? { at: last.at, id: last.id } : null };
}

/** Events whose subject has a line of its own. */
const SHOWN_OTHERWISE = [
  "customer.updated",
  "lead.updated",
  "lead.status_changed",
  "task.created",
  "email.sent",
  "message.received",
];

const older = (
  table: string,
  time: string,
) => `($4::timestamptz is null or (${table}.${time}, ${table}.id) < ($4::timestamptz, $5::uuid))
  order by ${table}.${time} desc, ${table}.id desc limit $6::int`;

/** The newest of each of the contact's keys, or of each of the family: an index leads straight to them. */
const PARTS: Record<TimelineKind, string> = {
  event: `select 'event' as kind, e.* from keys cross join lateral (
    select e.id, e.created_at as at, jsonb_build_object('type', e.type, 'source', e.source, 'payload', e.payload, 'runId', e.caused_by_run) as data
    from events e where e.workspace_id = $1::uuid and e.subject = keys.key and e.type <> all($3::text[]) and ${older("e", "created_at")}) e`,
  run: `select 'run' as kind, r.* from keys cross join lateral (
    select r.id, r.created_at as at, jsonb_build_object('flowId', r.flow_id, 'flowName', f.name, 'status', r.status, 'reason', r.reason, 'mode', r.mode, 'milliTokens', r.tokens) as data
    from flow_executions r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
    where r.workspace_id = $1::uuid and r.subject = keys.key and r.origin <> 'direct' and ${older("r", "created_at")}) r`,
  message: `select 'message' as kind, m.* from family cross join lateral (
    select m.id, m.created_at as at, jsonb_build_object('channel', m.channel, 'direction', m.direction, 'status', m.state, 'subject', m.subject,
      'preview', left(m.body, 300), 'runId', m.run_id, 'flowName', f.name) as data
    from messages m left join automation_flows f on f.workspace_id = m.workspace_id and f.id = m.flow_id
    where m.workspace_id = $1::uuid and m.contact_id = family.id and ${older("m", "created_at")}) m`,
  task: `select 'task' as kind, t.* from family cross join lateral (
    select t.id, t.created_at as at, jsonb_build_object('title', t.title, 'status', t.status, 'dueAt', t.due_at, 'assignee', u.name) as data
    from tasks t left join users u on u.id = t.assignee_id
    where t.workspace_id = $1::uuid and t.contact_id = family.id and ${older("t", "created_at")}) t`,
  note: `select 'note' as kind, n.* from family cross join lateral (
    select n.id, n.created_at as at, jsonb_build_object('body', n.body, 'author', n.author_name, 'authorId', n.author_id, 'editedAt', n.edited_at) as data
    from notes n where n.workspace_id = $1::uuid and n.contact_id = family.id and ${older("n", "created_at")}) n`,
  change: `select 'change' as kind, c.* from family cross join lateral (
    select c.id, c.at, jsonb_build_object('field', c.field, 'before', c.before, 'after', c.after, 'by', c.actor_name, 'byType', c.actor_type,
      'runId', c.run_id, 'flowName', f.name) as data
    from contact_changes c
    left join flow_executions r on r.workspace_id = c.workspace_id and r.id = c.run_id
    left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
    where c.workspace_id = $1::uuid and c.contact_id = family.id and ${older("c", "at")}) c`,
  gate: `select 'gate' as kind, g.* from family cross join lateral (
    select g.id, g.at, jsonb_build_object('verdict', g.verdict, 'rule', g.rule, 'words', g.words, 'value', g.value, 'channel', g.channel,
      'recipient', g.recipient, 'until', g.until, 'runId', g.run_id, 'flowName', f.name) as data
    from gate_decisions g left join automation_flows f on f.workspace_id = g.workspace_id and f.id = g.flow_id
    where g.workspace_id = $1::uuid and g.contact_id = family.id and ${older("g", "at")}) g`,
};

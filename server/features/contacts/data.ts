import * as z from "zod";
import { pool } from "@/server/db/pool";
import type { Consents } from "@/server/domain/consent";
import type { ContactCursor, ContactFilter, ContactListInput } from "@/server/domain/contact-filter";
import { type TimelineItem, timelineKinds } from "@/server/domain/timeline";
import type { WorkspaceId } from "@/server/domain/workspace";
import { consentOf } from "@/server/records/consent";
import { findContactBy } from "@/server/records/contact";
import { noSuchContact } from "@/server/records/contact-refusals";
import { type ContactRow, readContactRow } from "@/server/records/contact-row";
import { contactTimeline } from "@/server/records/contact-timeline";
import { countContacts, searchContacts } from "@/server/records/search-contacts";

export type ContactListItem = {
  id: string;
  externalId: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  kind: ContactRow["kind"];
  status: string;
  owner: { id: string; name: string } | null;
  tags: string[];
  score: number | null;
  /** Of the last event or message, or of the last change. */
  lastActivityAt: Date;
  createdAt: Date;
};

/** A page of contacts. */
export async function listContacts(
  workspaceId: WorkspaceId,
  { sort, limit, ...filter }: ContactListInput,
  cursor: ContactCursor | undefined,
): Promise<{ contacts: ContactListItem[]; nextCursor: ContactCursor | null }> {
  const found = await searchContacts(pool(), workspaceId, filter, { sort, limit, cursor });
  const [names, activity] = await Promise.all([
    memberNames(found.contacts.map(({ owner_id }) => owner_id)),
    lastActivity(
      workspaceId,
      found.contacts.map(({ id }) => id),
    ),
  ]);
  return {
    contacts: found.contacts.map((row) => listItem(row, names, activity)),
    nextCursor: found.nextCursor,
  };
}

const MOST_COUNTED = 10_000;

export const contactCount = (workspaceId: WorkspaceId, filter: ContactFilter) =>
  countContacts(pool(), workspaceId, filter, MOST_COUNTED);

/** What there is to choose from in the filters, the most used first. */
export async function contactFacets(
  workspaceId: WorkspaceId,
): Promise<{ tags: string[]; statuses: string[]; leadTypes: string[] }> {
  const { rows } = await pool().query<{ tags: string[]; statuses: string[]; leadTypes: string[] }>(
    `with known as materialized (
       select tags, status, lead_type, count(*) as times from contacts
       where workspace_id = $1 and merged_into_id is null and archived_at is null group by tags, status, lead_type
     )
     select array(select tag from known, unnest(tags) tag group by tag order by sum(times) desc, tag limit 200) as tags,
       array(select status from known group by status order by sum(times) desc, status limit 50) as statuses,
       array(select lead_type from known where lead_type is not null group by lead_type order by sum(times) desc, lead_type limit 50) as "leadTypes"`,
    [workspaceId],
  );
  return rows[0] ?? { tags: [], statuses: [], leadTypes: [] };
}

export type OpenRun = {
  id: string;
  flowId: string | null;
  flowName: string | null;
  status: string;
  milliTokens: number;
  wakeAt: Date | null;
  createdAt: Date;
};

export type ContactDetail = ContactListItem & {
  leadType: string | null;
  priority: ContactRow["priority"];
  timezone: string | null;
  locale: string | null;
  preferredChannel: ContactRow["preferred_channel"];
  lastSentiment: ContactRow["last_sentiment"];
  birthday: string | null;
  fields: Record<string, unknown>;
  consents: Consents;
  openRuns: OpenRun[];
  /** Other addresses and ids under which the contact is found. */
  otherKeys: string[];
  /** Always null: the id of a merged duplicate answers with the contact that it became. */
  mergedIntoId: string | null;
  archivedAt: Date | null;
  updatedAt: Date;
};

/** One contact. A duplicate that was merged answers with the contact it became. */
export async function getContact(workspaceId: WorkspaceId, contactId: string): Promise<ContactDetail> {
  const row = await readContact(workspaceId, contactId);
  const [names, activity, consents, openRuns, keys] = await Promise.all([
    memberNames([row.owner_id]),
    lastActivity(workspaceId, [row.id]),
    consentOf(pool(), workspaceId, row.id),
    openRunsOf(workspaceId, row.id),
    keysOf(workspaceId, row.id),
  ]);
  const current = [`id:${row.external_id}`, `email:${row.email}`, `phone:${row.phone}`, `id:${row.id}`];
  return {
    ...listItem(row, names, activity),
    leadType: row.lead_type,
    priority: row.priority,
    timezone: row.timezone,
    locale: row.locale,
    preferredChannel: row.preferred_channel,
    lastSentiment: row.last_sentiment,
    birthday: row.birthday,
    fields: row.fields,
    consents,
    openRuns,
    otherKeys: keys.filter((key) => !current.includes(key)).map((key) => key.slice(key.indexOf(":") + 1)),
    mergedIntoId: row.merged_into_id,
    archivedAt: row.archived_at,
    updatedAt: row.updated_at,
  };
}

/** By our id of it, the workspace's own, or an address. */
export async function resolveContact(workspaceId: WorkspaceId, who: string): Promise<ContactRow> {
  const id = await findContactBy(pool(), workspaceId, who);
  if (!id) throw noSuchContact();
  return readContact(workspaceId, id);
}

/** What they allow, by channel. */
export const readConsents = (workspaceId: WorkspaceId, contactId: string): Promise<Consents> =>
  consentOf(pool(), workspaceId, contactId);

/** A page of whole rows, for the REST API. */
export const findContacts = (
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  page: { sort: ContactListInput["sort"]; limit: number; cursor: ContactCursor | undefined },
) => searchContacts(pool(), workspaceId, filter, page);

export async function readContact(workspaceId: WorkspaceId, contactId: string): Promise<ContactRow> {
  const row = await readContactRow(pool(), workspaceId, contactId);
  if (!row) throw noSuchContact();
  return row;
}

export const timelineInputSchema = z.object({
  contactId: z.uuid(),
  /** None: all kinds. */
  only: z.array(z.enum(timelineKinds)).max(timelineKinds.length).default([]),
  limit: z.number().int().min(1).max(100).default(50),
});
export const timelineCursorSchema = z.object({ at: z.date(), id: z.uuid() });

export async function readTimeline(
  workspaceId: WorkspaceId,
  { contactId, only, limit }: z.output<typeof timelineInputSchema>,
  cursor: z.output<typeof timelineCursorSchema> | undefined,
): Promise<{ items: TimelineItem[]; nextCursor: z.output<typeof timelineCursorSchema> | null }> {
  const { id } = await readContact(workspaceId, contactId);
  return contactTimeline(pool(), workspaceId, id, { only, limit, cursor });
}

const listItem = (
  row: ContactRow,
  names: Map<string, string>,
  activity: Map<string, Date>,
): ContactListItem => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  kind: row.kind,
  status: row.status,
  owner: row.owner_id ? { id: row.owner_id, name: names.get(row.owner_id) ?? "A former member" } : null,
  tags: row.tags,
  score: row.score,
  lastActivityAt: activity.get(row.id) ?? row.updated_at,
  createdAt: row.created_at,
});

async function memberNames(ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const { rows } = await pool().query<{ id: string; name: string }>(
    "select id, name from users where id = any($1::uuid[])",
    [wanted],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The newest event of each contact's keys: one look into the index for each. */
async function lastActivity(workspaceId: WorkspaceId, ids: string[]): Promise<Map<string, Date>> {
  const { rows } = await pool().query<{ id: string; at: Date }>(
    `select k.contact_id as id, max(e.created_at) as at from contact_keys k cross join lateral (
       select created_at from events where workspace_id = $1 and subject = k.key order by created_at desc limit 1) e
     where k.workspace_id = $1 and k.contact_id = any($2::uuid[]) group by k.contact_id`,
    [workspaceId, ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

async function openRunsOf(workspaceId: WorkspaceId, contactId: string): Promise<OpenRun[]> {
  const { rows } = await pool().query<OpenRun>(
    `select r.id, r.flow_id as "flowId", f.name as "flowName", r.status::text as status, r.tokens as "milliTokens", r.wake_at as "wakeAt", r.created_at as "createdAt"
     from flow_executions r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
     where r.workspace_id = $1 and r.subject = any(array(select key from contact_keys where workspace_id = $1 and contact_id = $2))
       and r.status in ('queued', 'running', 'waiting', 'held') and r.origin <> 'direct'
     order by r.created_at desc, r.id desc limit 50`,
    [workspaceId, contactId],
  );
  return rows;
}

async function keysOf(workspaceId: WorkspaceId, contactId: string): Promise<string[]> {
  const { rows } = await pool().query<{ key: string }>(
    "select key from contact_keys where workspace_id = $1 and contact_id = $2 order by key limit 50",
    [workspaceId, contactId],
  );
  return rows.map(({ key }) => key);
}

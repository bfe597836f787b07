import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import type { ContactCursor, ContactFilter, contactSorts } from "../domain/contact-filter";
import type { WorkspaceId } from "../domain/workspace";
import { CONTACT_COLUMNS, type ContactRow } from "./contact-row";

type Sort = (typeof contactSorts)[number];
export type FoundContact = ContactRow & { key: string };

/** A page of contacts: one more than asked for tells that there is another. */
export async function searchContacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  { sort, limit, cursor }: { sort: Sort; limit: number; cursor?: ContactCursor | undefined },
): Promise<{ contacts: FoundContact[]; nextCursor: ContactCursor | null }> {
  const values: unknown[] = [];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = conditionsOf(workspaceId, filter, given);
  const { column, type, direction } = SORTS[sort];
  if (cursor) {
    const after = `(${given(cursor.key)}::${type}, ${given(cursor.id)}::uuid)`;
    conditions.push(`(${column}, c.id) ${direction === "desc" ? "<" : ">"} ${after}`);
  }
  const { rows } = await tx.query<FoundContact>(
    `select ${CONTACT_COLUMNS}, (${column})::text as key from contacts c where ${conditions.join(" and ")}
     order by ${column} ${direction}, c.id ${direction} limit ${given(limit + 1)}::int`,
    values,
  );
  const contacts = rows.slice(0, limit);
  const last = contacts.at(-1);
  return {
    contacts,
    nextCursor: rows.length > limit && last ? { key: last.key, id: last.id } : null,
  };
}

/** How many there are, counted up to `most`: a person asks whether it is ten or ten thousand. */
export async function countContacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  most: number,
): Promise<{ count: number; capped: boolean }> {
  const values: unknown[] = [];
  const given = (value: unknown) => `$${values.push(value)}`;
  const conditions = conditionsOf(workspaceId, filter, given);
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from contacts c where ${conditions.join(" and ")} limit ${given(most + 1)}::int) found`,
    values,
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, most), capped: count > most };
}

/** Only what is asked: the planner then sees which index fits. */
function conditionsOf(
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  given: (value: unknown) => string,
): string[] {
  const conditions = [
    `c.workspace_id = ${given(workspaceId)}::uuid`,
    "c.merged_into_id is null",
    `c.archived_at is ${filter.archived ? "not null" : "null"}`,
  ];
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value !== null && value !== undefined) conditions.push(condition(given(value)));
  };
  if (isUuid(filter.q)) add(filter.q, (id) => `(c.id = ${id}::uuid or c.external_id = lower(${id}::text))`);
  else for (const pattern of patternsOf(filter.q)) add(pattern, (like) => `c.search like ${like}`);
  add(filter.kind, (kind) => `c.kind = ${kind}`);
  if (filter.status.length > 0) add(filter.status, (status) => `c.status = any(${status}::text[])`);
  if (filter.tag.length > 0)
    add(filter.tag, (tags) => `cardinality(c.tags) > 0 and c.tags @> ${tags}::text[]`);
  if (filter.owner === "none") conditions.push("c.owner_id is null");
  else add(filter.owner, (owner) => `c.owner_id = ${owner}::uuid`);
  add(filter.lead_type, (type) => `c.lead_type = ${type}`);
  add(filter.min_score, (score) => `c.score >= ${score}::int`);
  add(filter.birthday, (days) => `right(c.birthday, 5) = any(${days}::text[])`);
  add(filter.ids, (ids) => `c.id = any(${ids}::uuid[])`);
  if (filter.consent === "denied") conditions.push(`${consentRow} and n.state = 'denied')`);
  else add(filter.consent, (channel) => `${consentRow} and n.channel = ${channel} and n.state = 'granted')`);
  return conditions;
}

const consentRow =
  "exists (select 1 from consents n where n.workspace_id = c.workspace_id and n.contact_id = c.id";

/**
 * Every word has to be found. One or two letters find the beginnings of words: only those the index can tell. What looks
 * like a phone number is looked for as its digits.
 */
function patternsOf(q: string): string[] {
  const text = q.trim().toLowerCase();
  if (!text) return [];
  const digits = text.replace(/\D/g, "").replace(/^0+/, "");
  if (/^[+\d\s()./-]+$/.test(text) && digits.length >= 4) return [`%${digits}%`];
  return text.split(/\s+/).map((word) => {
    const literal = word.replace(/[\\%_]/g, "\\$&");
    return word.length > 2 ? `%${literal}%` : `% ${literal}%`;
  });
}

const SORTS = {
  activity: { column: "c.updated_at", type: "timestamptz", direction: "desc" },
  created: { column: "c.created_at", type: "timestamptz", direction: "desc" },
  name: { column: `lower(c.name) collate "C"`, type: "text", direction: "asc" },
  score: { column: "coalesce(c.score, -1)", type: "int", direction: "desc" },
} as const satisfies Record<Sort, unknown>;

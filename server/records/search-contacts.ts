import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import type { ContactCursor, ContactFilter, contactSorts } from "../domain/contact-filter";
import type { WorkspaceId } from "../domain/workspace";
import { CONTACT_COLUMNS, type ContactRow } from "./contact-row";

type Sort = (typeof contactSorts)[number];
export type FoundContact = ContactRow & { key: string };

/**
 * A page of contacts. The first of the asked order are looked at one by one: what is common is among them. What is not is
 * gathered by the indexes of the filters, and sorted then (docs/decisions/contact-search.md).
 */
export async function searchContacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  page: { sort: Sort; limit: number; cursor?: ContactCursor | undefined },
): Promise<{ contacts: FoundContact[]; nextCursor: ContactCursor | null }> {
  let rows = namesSome(filter) ? [] : await lookAtFirst(tx, workspaceId, filter, page);
  if (rows.length <= page.limit) rows = await gather(tx, workspaceId, filter, page);
  const contacts = rows.slice(0, page.limit);
  const last = contacts.at(-1);
  return {
    contacts,
    nextCursor: rows.length > page.limit && last ? { key: last.key, id: last.id } : null,
  };
}

type Page = Parameters<typeof searchContacts>[3];

/** One more than asked for tells that there is another. Fewer tell nothing: the others may come later in the order. */
async function lookAtFirst(
  tx: Tx,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  { sort, limit, cursor }: Page,
): Promise<FoundContact[]> {
  const { values, given } = places();
  const { column, direction } = SORTS[sort];
  const listed = [...listedOf(workspaceId, filter, given), ...afterCursor(sort, cursor, given)];
  const { rows } = await tx.query<FoundContact>(
    `select ${CONTACT_COLUMNS}, key::text from (
       select c.*, ${column} as key from contacts c where ${listed.join(" and ")}
       order by ${column} ${direction}, c.id ${direction} limit ${LOOKED_AT}) c
     where ${[...conditionsOf(filter, given), "true"].join(" and ")}
     order by c.key ${direction}, c.id ${direction} limit ${given(limit + 1)}::int`,
    values,
  );
  return rows;
}

async function gather(
  tx: Tx,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  { sort, limit, cursor }: Page,
): Promise<FoundContact[]> {
  const { values, given } = places();
  const { column, direction } = SORTS[sort];
  const conditions = [
    ...listedOf(workspaceId, filter, given),
    ...afterCursor(sort, cursor, given),
    ...conditionsOf(filter, given),
  ];
  // Materialized: the planner would otherwise hope to meet enough of them in the asked order.
  const { rows } = await tx.query<FoundContact>(
    `with found as materialized (select c.id as found_id, ${column} as key from contacts c where ${conditions.join(" and ")})
     select ${CONTACT_COLUMNS}, key::text
     from (select * from found order by key ${direction}, found_id ${direction} limit ${given(limit + 1)}::int) first
     join contacts c on c.workspace_id = ${given(workspaceId)}::uuid and c.id = found_id
     order by first.key ${direction}, found_id ${direction}`,
    values,
  );
  return rows;
}

/** So many are read in 5 ms; a filter that one contact in sixty passes fills a page of fifty with them. */
const LOOKED_AT = 3_000;

/** Then an index tells them at once. */
const namesSome = ({ q, ids }: ContactFilter): boolean => Boolean(ids) || isUuid(q);

function places(): { values: unknown[]; given: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, given: (value) => `$${values.push(value)}` };
}

/** How many there are, counted up to `most`: a person asks whether it is ten or ten thousand. */
export async function countContacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  most: number,
): Promise<{ count: number; capped: boolean }> {
  const { values, given } = places();
  const conditions = [...listedOf(workspaceId, filter, given), ...conditionsOf(filter, given)];
  const { rows } = await tx.query<{ count: number }>(
    `select count(*)::int as count from (select 1 from contacts c where ${conditions.join(" and ")} limit ${given(most + 1)}::int) found`,
    values,
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, most), capped: count > most };
}

type Given = (value: unknown) => string;

/** All that a list shows when nothing is asked. */
const listedOf = (workspaceId: WorkspaceId, filter: ContactFilter, given: Given): string[] => [
  `c.workspace_id = ${given(workspaceId)}::uuid`,
  "c.merged_into_id is null",
  `c.archived_at is ${filter.archived ? "not null" : "null"}`,
];

function afterCursor(sort: Sort, cursor: ContactCursor | undefined, given: Given): string[] {
  if (!cursor) return [];
  const { column, type, direction } = SORTS[sort];
  return [
    `(${column}, c.id) ${direction === "desc" ? "<" : ">"} (${given(cursor.key)}::${type}, ${given(cursor.id)}::uuid)`,
  ];
}

/** Only what is asked: the planner then sees which index fits. */
function conditionsOf(filter: ContactFilter, given: Given): string[] {
  const conditions: string[] = [];
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value !== null && value !== undefined) conditions.push(condition(given(value)));
  };
  if (isUuid(filter.q)) add(filter.q, (id) => `(c.id = ${id}::uuid or c.external_id = lower(${id}::text))`);
  else for (const pattern of patternsOf(filter.q)) add(pattern, (like) => `c.search like ${like}`);
  add(filter.kind, (kind) => `c.kind = ${kind}`);
  if (filter.status.length > 0) add(filter.status, (status) => `c.status = any(${status}::text[])`);
  if (filter.tag.length > 0) add(filter.tag, (tags) => `c.tags @> ${tags}::text[]`);
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

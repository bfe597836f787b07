import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { NEW_STATUS } from "../domain/contact";
import type { WorkspaceId } from "../domain/workspace";
import { type ContactRow, contactValues } from "./contact-row";

/** Null when somebody else made one of its keys at the same moment: then there is a contact to be found. */
export async function insertContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  known: Partial<ContactRow>,
  keys: string[],
): Promise<ContactRow | null> {
  const at = now();
  const contact: ContactRow = {
    ...EMPTY,
    status: NEW_STATUS[known.kind ?? "lead"],
    ...known,
    id: newId(),
    created_at: at,
    updated_at: at,
  };
  const { rows } = await tx.query<{ keyed: number }>(
    `with contact as (
       insert into contacts (id, workspace_id, external_id, email, phone, name, kind, status, lead_type, priority, owner_id, score,
         timezone, locale, preferred_channel, last_sentiment, birthday, tags, fields, created_at, updated_at)
       values ($1::uuid, $2::uuid, $5, $6, $7, $8, $9, $10, $11, $12, $13::uuid, $14::int,
         $15, $16, $17, $18, $19, $20::text[], jsonb_strip_nulls($21::jsonb), $4::timestamptz, $4::timestamptz)
       on conflict do nothing returning id
     ), keys as (
       insert into contact_keys (workspace_id, key, contact_id)
       select $2::uuid, key, contact.id from contact, unnest($3::text[]) as key order by key
       on conflict do nothing returning key
     )
     select count(*)::int as keyed from keys`,
    [contact.id, workspaceId, keys, at, ...contactValues(contact)],
  );
  if (rows[0]?.keyed === keys.length) return contact;
  await tx.query("delete from contacts where workspace_id = $1::uuid and id = $2::uuid", [
    workspaceId,
    contact.id,
  ]);
  return null;
}

const EMPTY = {
  external_id: null,
  kind: "lead",
  email: null,
  phone: null,
  name: "",
  lead_type: null,
  priority: null,
  owner_id: null,
  score: null,
  timezone: null,
  locale: null,
  preferred_channel: null,
  last_sentiment: null,
  birthday: null,
  tags: [],
  fields: {},
  merged_into_id: null,
  archived_at: null,
} satisfies Partial<ContactRow>;

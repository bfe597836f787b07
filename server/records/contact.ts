import { now } from "../db/clock";
import { isUuid, newId } from "../db/id";
import type { Tx } from "../db/pool";
import { type ContactIdentity, contactFromPayload } from "../domain/contact-key";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";

export type ContactWrite = {
  identity: ContactIdentity;
  /** Merged into what is known; null removes a field. */
  fields?: Record<string, unknown>;
};

/** Creates the contact, or adds what is new to the one that has the first known of its keys. */
export async function upsertContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  contact: ContactWrite,
): Promise<{ id: string; created: boolean }> {
  const { identity } = contact;
  if (identity.keys.length === 0) {
    throw new AppError(
      "invalid",
      "A contact needs an email address, a phone number with its country code, or a customer_id.",
    );
  }
  for (let attempt = 1; attempt <= 5; attempt++) {
    const id = await findContact(tx, workspaceId, identity.keys);
    if (id) {
      await update(tx, workspaceId, id, contact);
      return { id, created: false };
    }
    const created = await insert(tx, workspaceId, contact);
    if (created) return { id: created, created: true };
  }
  throw new AppError(
    "conflict",
    "The same contact is being changed elsewhere right now. Try again in a moment.",
  );
}

/** The contact that a person means by an id (ours or the customer's own), an email address or a phone number. */
export async function findContactBy(tx: Tx, workspaceId: WorkspaceId, who: string): Promise<string | null> {
  if (isUuid(who)) {
    const { rows } = await tx.query<{ id: string }>(
      "select id from contacts where workspace_id = $1::uuid and id = $2::uuid",
      [workspaceId, who],
    );
    if (rows[0]) return rows[0].id;
  }
  return findContact(tx, workspaceId, contactFromPayload({ contact_id: who, email: who, phone: who }).keys);
}

/** Id of the contact that has one of these keys; the first key that is known decides. */
export async function findContact(tx: Tx, workspaceId: WorkspaceId, keys: string[]): Promise<string | null> {
  const { rows } = await tx.query<{ contact_id: string }>(
    `select contact_id from contact_keys where workspace_id = $1::uuid and key = any($2::text[])
      order by array_position($2::text[], key) limit 1`,
    [workspaceId, keys],
  );
  return rows[0]?.contact_id ?? null;
}

/** Null when somebody else made one of its keys at the same moment: then there is a contact to be found. */
async function insert(
  tx: Tx,
  workspaceId: WorkspaceId,
  { identity, fields }: ContactWrite,
): Promise<string | null> {
  const id = newId();
  const { rows } = await tx.query<{ keyed: number }>(
    `with contact as (
       insert into contacts (id, workspace_id, external_id, email, phone, name, fields, created_at, updated_at)
       values ($1::uuid, $2::uuid, $4::text, $5::text, $6::text, $7::text, jsonb_strip_nulls($8::jsonb), $9::timestamptz, $9::timestamptz)
       on conflict do nothing returning id
     ), keys as (
       insert into contact_keys (workspace_id, key, contact_id)
       select $2::uuid, key, contact.id from contact, unnest($3::text[]) as key order by key
       on conflict do nothing returning key
     )
     select count(*)::int as keyed from keys`,
    [id, workspaceId, identity.keys, ...columns(identity), JSON.stringify(fields ?? {}), now()],
  );
  if (rows[0]?.keyed === identity.keys.length) return id;
  await tx.query("delete from contacts where workspace_id = $1::uuid and id = $2::uuid", [workspaceId, id]);
  return null;
}

/** An email or phone that is another contact's key stays that one's. */
async function update(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  { identity, fields }: ContactWrite,
): Promise<void> {
  await tx.query(
    `with added as (
       insert into contact_keys (workspace_id, key, contact_id) select $2::uuid, key, $1::uuid from unnest($3::text[]) as key order by key
       on conflict do nothing returning key
     ), own as (
       select key from added union select key from contact_keys where workspace_id = $2::uuid and contact_id = $1::uuid
     )
     update contacts set
       external_id = case when 'id:' || $4::text in (select key from own) then coalesce(external_id, $4) else external_id end,
       email = case when 'email:' || $5::text in (select key from own) then $5 else email end,
       phone = case when 'phone:' || $6::text in (select key from own) then $6 else phone end,
       name = coalesce(nullif($7::text, ''), name),
       fields = jsonb_strip_nulls(fields || $8::jsonb),
       updated_at = $9::timestamptz,
       archived_at = null
     where workspace_id = $2::uuid and id = $1::uuid`,
    [id, workspaceId, identity.keys, ...columns(identity), JSON.stringify(fields ?? {}), now()],
  );
}

const columns = ({ externalId, email, phone, name }: ContactIdentity) => [
  externalId ?? null,
  email ?? null,
  phone ?? null,
  name ?? "",
];

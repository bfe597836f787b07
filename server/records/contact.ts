import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import type { ContactPatch } from "../domain/contact";
import type { ContactIdentity } from "../domain/contact-key";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { changesBetween, type FieldChange, patched } from "./contact-change";
import { emitChanges } from "./contact-events";
import { claimKeys, findContact } from "./contact-keys";
import { ownerOf } from "./contact-owner";
import { beingChanged, noSuchContact, unreachable } from "./contact-refusals";
import { CONTACT_COLUMNS, type ContactRow, contactValues } from "./contact-row";
import { insertContact } from "./insert-contact";
import { recordChanges } from "./record-changes";

// Everything about finding and changing one contact comes from here.
export { findContact, findContactBy } from "./contact-keys";

export type ContactWrite = {
  identity: ContactIdentity;
  /** Merged into what is known; null removes a field. */
  fields?: Record<string, unknown>;
};

/**
 * The contact, for this transaction alone: the gate, replies, opt-outs and changes of one contact happen one after the
 * other. A duplicate that was merged leads to the contact it became. Rows that refer to the contact can still be added.
 */
export async function lockContact(tx: Tx, workspaceId: WorkspaceId, contactId: string): Promise<ContactRow> {
  let id = contactId;
  for (;;) {
    const { rows } = await tx.query<ContactRow>(
      `select ${CONTACT_COLUMNS} from contacts where workspace_id = $1::uuid and id = $2::uuid for no key update`,
      [workspaceId, id],
    );
    const row = rows[0];
    if (!row) throw noSuchContact();
    if (!row.merged_into_id) return row;
    id = row.merged_into_id;
  }
}

export type ChangedContact = {
  contact: ContactRow;
  changes: FieldChange[];
  /** Types of the events that told of it. */
  events: string[];
};

/** Sets what the patch names, with a row for each changed field and the events about it. Nothing changed: no event. */
export async function changeContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  patch: ContactPatch,
  cause: Cause,
  { startsFlows = true }: { startsFlows?: boolean } = {},
): Promise<ChangedContact> {
  const before = await lockContact(tx, workspaceId, contactId);
  const contact = patched(before, patch, await ownerOf(tx, workspaceId, patch.owner));
  const changes = changesBetween(before, contact);
  if (changes.length === 0) return { contact: before, changes, events: [] };
  if (!contact.email && !contact.phone && !contact.external_id) throw unreachable();
  await claimKeys(tx, workspaceId, contact);
  const at = now();
  await tx.query(
    `update contacts set external_id = $3, email = $4, phone = $5, name = $6, kind = $7, status = $8, lead_type = $9, priority = $10,
       owner_id = $11::uuid, score = $12::int, timezone = $13, locale = $14, preferred_channel = $15, last_sentiment = $16,
       birthday = $17, tags = $18::text[], fields = $19::jsonb, updated_at = $20::timestamptz
     where workspace_id = $1::uuid and id = $2::uuid`,
    [workspaceId, contact.id, ...contactValues(contact), at],
  );
  await recordChanges(tx, workspaceId, contact.id, changes, cause);
  const changed = { ...contact, updated_at: at };
  const events = await emitChanges(tx, workspaceId, before, changed, changes, cause, startsFlows);
  return { contact: changed, changes, events };
}

/** Creates the contact, or adds what is new to the one that has the first known of its keys. Emits nothing. */
export async function upsertContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  contact: ContactWrite,
): Promise<{ id: string; created: boolean }> {
  const { identity } = contact;
  if (identity.keys.length === 0) throw unreachable();
  for (let attempt = 1; attempt <= 5; attempt++) {
    const id = await findContact(tx, workspaceId, identity.keys);
    if (id) {
      await addKnown(tx, workspaceId, id, contact);
      return { id, created: false };
    }
    const { externalId = null, email = null, phone = null, name = "" } = identity;
    const known = { external_id: externalId, email, phone, name, fields: contact.fields ?? {} };
    const created = await insertContact(tx, workspaceId, known, identity.keys);
    if (created) return { id: created.id, created: true };
  }
  throw beingChanged();
}

/** An email or phone that is another contact's key stays that one's. */
async function addKnown(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  { identity, fields }: ContactWrite,
): Promise<void> {
  const { externalId = null, email = null, phone = null, name = "" } = identity;
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
    [id, workspaceId, identity.keys, externalId, email, phone, name, JSON.stringify(fields ?? {}), now()],
  );
}

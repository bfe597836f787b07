import * as z from "zod";
import { now } from "@/server/db/clock";
import { inTransaction, type Tx } from "@/server/db/pool";
import { type Consents, consentChangeSchema, ownRefusals } from "@/server/domain/consent";
import {
  type ContactChannel,
  type ContactKind,
  type ContactPatch,
  contactChannels,
  contactPatchSchema,
  newContactSchema,
} from "@/server/domain/contact";
import type { ContactBody } from "@/server/domain/contact-document";
import { contactTagsSchema } from "@/server/domain/contact-tags";
import { AppError } from "@/server/domain/errors";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import type { Cause } from "@/server/records/cause";
import { consentOf, setConsent } from "@/server/records/consent";
import { type ChangedContact, changeContact, lockContact } from "@/server/records/contact";
import type { ContactRow } from "@/server/records/contact-row";
import { type CreatedContact, createContact } from "@/server/records/create-contact";
import { mergeContacts } from "@/server/records/merge-contacts";
import { convertReferral } from "@/server/records/referral-conversion";
import { liftOptOuts } from "@/server/records/suppression";
import { changeTags } from "@/server/records/tags";
import { resolveContact } from "./data";

const one = z.object({ contactId: z.uuid() });
const many = z.object({ contactIds: z.array(z.uuid()).min(1).max(200) });

export const createContactSchema = z.object({ contact: newContactSchema });
export const changeContactSchema = one.extend({ patch: contactPatchSchema });
export const setConsentSchema = one.extend(consentChangeSchema.shape);
export const mergeContactsSchema = z.object({ keepId: z.uuid(), otherId: z.uuid() });
export const archiveContactsSchema = many;
export const tagContactsSchema = many.extend({
  add: contactTagsSchema.default([]),
  remove: contactTagsSchema.default([]),
});
export const ownContactsSchema = many.extend({ owner: z.string().max(254).nullable() });

/** What a person or a program does, as the cause of what is written. */
export const causeOf = (actor: Actor, source: string = actor.type === "user" ? "manual" : "api"): Cause => ({
  source,
  actor: { type: actor.type, id: actor.id, name: actor.name },
});

export function addContact(
  workspaceId: WorkspaceId,
  actor: Actor,
  patch: ContactPatch,
): Promise<CreatedContact> {
  return inTransaction(async (tx) => {
    const made = await createContact(tx, workspaceId, patch, causeOf(actor));
    if (made.created) await note(tx, workspaceId, actor, "contact.created", made.contact);
    else if (made.changed) await note(tx, workspaceId, actor, "contact.changed", made.contact);
    return made;
  });
}

/** As a program sends it, with what they allow. */
export function addContactBody(
  workspaceId: WorkspaceId,
  { actor, source }: Sender,
  kind: ContactKind,
  body: ContactBody,
): Promise<CreatedContact> {
  return inTransaction(async (tx) => {
    const cause = causeOf(actor, source);
    const made = await createContact(tx, workspaceId, { ...body.patch, kind }, cause);
    if (made.created) await note(tx, workspaceId, actor, "contact.created", made.contact);
    else if (made.changed) await note(tx, workspaceId, actor, "contact.changed", made.contact);
    await sayConsent(tx, workspaceId, actor, made.contact, body, cause);
    const { id: contactId, kind: became } = made.contact;
    if (became === "customer")
      await convertReferral(tx, workspaceId, { code: body.referralCode, contactId }, cause);
    return made;
  });
}

export async function changeContactBody(
  workspaceId: WorkspaceId,
  { actor, source }: Sender,
  who: string,
  body: ContactBody,
): Promise<ContactRow> {
  const { id } = await resolveContact(workspaceId, who);
  return inTransaction(async (tx) => {
    const cause = causeOf(actor, source);
    const changed = await changeContact(tx, workspaceId, id, body.patch, cause);
    await noteChange(tx, workspaceId, actor, changed);
    await sayConsent(tx, workspaceId, actor, changed.contact, body, cause);
    return changed.contact;
  });
}

/** Who calls, and what their events are said to come from. */
type Sender = { actor: Actor; source: string };

async function sayConsent(
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  contact: ContactRow,
  { consent, consentSource = "API" }: ContactBody,
  cause: Cause,
): Promise<void> {
  for (const channel of contactChannels) {
    const state = consent[channel];
    if (!state) continue;
    const channels = await setConsent(tx, workspaceId, contact.id, channel, state, consentSource, cause);
    if (channels.length > 0)
      await note(tx, workspaceId, actor, "contact.consent_changed", contact, { channels, state });
  }
}

export function editContact(
  workspaceId: WorkspaceId,
  actor: Actor,
  contactId: string,
  patch: ContactPatch,
): Promise<ContactRow> {
  return inTransaction(async (tx) => (await edit(tx, workspaceId, actor, contactId, patch)).contact);
}

export function tagContacts(
  workspaceId: WorkspaceId,
  actor: Actor,
  { contactIds, add, remove }: z.output<typeof tagContactsSchema>,
): Promise<{ changed: number }> {
  return eachOf(contactIds, async (tx, id) => {
    const changed = await changeTags(tx, workspaceId, id, { add, remove }, causeOf(actor));
    await noteChange(tx, workspaceId, actor, changed);
    return changed;
  });
}

export function ownContacts(
  workspaceId: WorkspaceId,
  actor: Actor,
  { contactIds, owner }: z.output<typeof ownContactsSchema>,
): Promise<{ changed: number }> {
  return eachOf(contactIds, (tx, id) => edit(tx, workspaceId, actor, id, { owner }));
}

/**
 * What a member, or a program, was told. Who opted out by themself is left alone on every channel until they say
 * otherwise themself: granting one takes a reason then, which is kept with it as proof.
 */
export function changeConsent(
  workspaceId: WorkspaceId,
  actor: Actor,
  { contactId, channel, state, source, reason }: z.output<typeof setConsentSchema>,
): Promise<{ changed: string[] }> {
  return inTransaction(async (tx) => {
    const contact = await lockContact(tx, workspaceId, contactId);
    const before = await consentOf(tx, workspaceId, contact.id);
    const lifts = state === "granted" && ownRefusals(before).length > 0;
    if (lifts && !reason) throw ownWordHolds(contact, before);
    const told = source ?? (actor.type === "user" ? `told ${actor.name}` : "API");
    const said = reason ? `${told}: ${reason}` : told;
    const cause = causeOf(actor);
    const changed = await setConsent(tx, workspaceId, contact.id, channel, state, said, cause, {
      own: lifts,
    });
    if (lifts) await liftOptOuts(tx, workspaceId, addressesOf(contact, channel));
    const details = { channels: changed, state, ...(lifts && { reason }) };
    const action = lifts ? "contact.opt_out_lifted" : "contact.consent_changed";
    if (changed.length > 0) await note(tx, workspaceId, actor, action, contact, details);
    return { changed };
  });
}

function ownWordHolds({ name, email, phone }: ContactRow, consents: Consents): AppError {
  const who = name || email || phone || "The contact";
  const source = ownRefusals(consents).map((channel) => consents[channel].source)[0] ?? "a reply";
  const message = `${who} opted out (${source}). Only ${who} takes that back: by writing START, or by the link in an email. If they asked you for it, send how as reason.`;
  return new AppError("conflict", message, { problems: [{ field: "reason", message }] });
}

const addressesOf = ({ email, phone }: ContactRow, channel: ContactChannel | "all"): string[] =>
  [channel === "sms" || channel === "call" ? null : email, channel === "email" ? null : phone].filter(
    (address) => address !== null,
  );

export function joinContacts(
  workspaceId: WorkspaceId,
  actor: Actor,
  { keepId, otherId }: z.output<typeof mergeContactsSchema>,
): Promise<ContactRow> {
  return inTransaction(async (tx) => {
    const contact = await mergeContacts(tx, workspaceId, keepId, otherId, causeOf(actor));
    await note(tx, workspaceId, actor, "contact.merged", contact, { merged: otherId });
    return contact;
  });
}

/** Out of the lists; what was ever known of it stays, and an event brings no archived contact back. */
export function archiveContacts(
  workspaceId: WorkspaceId,
  actor: Actor,
  contactIds: string[],
  archived: boolean,
): Promise<{ changed: number }> {
  return eachOf(contactIds, async (tx, id) => {
    const contact = await lockContact(tx, workspaceId, id);
    if ((contact.archived_at !== null) === archived) return { changes: [] };
    await tx.query(
      "update contacts set archived_at = $3::timestamptz, updated_at = $4::timestamptz where workspace_id = $1::uuid and id = $2::uuid",
      [workspaceId, contact.id, archived ? now() : null, now()],
    );
    await note(tx, workspaceId, actor, archived ? "contact.archived" : "contact.restored", contact);
    return { changes: [archived] };
  });
}

async function edit(tx: Tx, workspaceId: WorkspaceId, actor: Actor, contactId: string, patch: ContactPatch) {
  const changed = await changeContact(tx, workspaceId, contactId, patch, causeOf(actor));
  await noteChange(tx, workspaceId, actor, changed);
  return changed;
}

async function noteChange(
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  { contact, changes }: ChangedContact,
) {
  if (changes.length === 0) return;
  const fields = changes.map(({ field }) => field);
  await note(tx, workspaceId, actor, "contact.changed", contact, { fields });
}

/** Each by itself: what was changed stays changed when a later one is refused. */
async function eachOf(
  contactIds: string[],
  change: (tx: Tx, id: string) => Promise<{ changes: unknown[] }>,
): Promise<{ changed: number }> {
  let changed = 0;
  for (const id of new Set(contactIds)) {
    const { changes } = await inTransaction((tx) => change(tx, id));
    if (changes.length > 0) changed++;
  }
  return { changed };
}

const note = (
  tx: Tx,
  workspaceId: WorkspaceId,
  actor: Actor,
  action: string,
  { id, name, email, phone, external_id }: ContactRow,
  details?: Record<string, unknown>,
) =>
  writeAudit(tx, {
    workspaceId,
    actor,
    action,
    target: { type: "contact", id, name: name || email || phone || external_id || "" },
    ...(details && { details }),
  });

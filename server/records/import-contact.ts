import type { Tx } from "../db/pool";
import type { CsvContact } from "../domain/contact-csv";
import { uniqueTags } from "../domain/contact-tags";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { consentOf, setConsent } from "./consent";
import { changeContact, lockContact } from "./contact";
import { findContact, keysOf } from "./contact-keys";
import type { ContactRow } from "./contact-row";
import { createContact } from "./create-contact";

/**
 * A row of a file: a new contact, or what it says of a known one. The file's word holds, with three exceptions: tags are
 * added, a customer does not become a lead again, and no file takes back a refusal. `startsFlows` false: its events are
 * written down, and no more.
 */
export async function importContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  { contact: patch, consents }: CsvContact,
  cause: Cause,
  options: { startsFlows: boolean },
): Promise<{ id: string; outcome: "created" | "updated" | "unchanged" }> {
  const { external_id = null, email = null, phone = null } = patch;
  const known = await findContact(tx, workspaceId, keysOf({ external_id, email, phone }));
  if (!known) {
    const made = await createContact(tx, workspaceId, patch, cause, options);
    const said = await importConsents(tx, workspaceId, made.contact.id, consents, cause, options);
    const outcome = made.created ? "created" : made.changed || said ? "updated" : "unchanged";
    return { id: made.contact.id, outcome };
  }
  const { tags, kind: before, ...has } = await lockContact(tx, workspaceId, known);
  const stranger = await strangerWords(tx, workspaceId, known, has, { external_id, email, phone });
  if (stranger) throw new AppError("conflict", stranger);
  const { kind, ...rest } = patch;
  const { contact, changes } = await changeContact(
    tx,
    workspaceId,
    known,
    {
      ...rest,
      ...(kind && !(before === "customer" && kind === "lead") && { kind }),
      ...(patch.tags && { tags: uniqueTags([...tags, ...patch.tags]) }),
    },
    cause,
    options,
  );
  const said = await importConsents(tx, workspaceId, contact.id, consents, cause, options);
  return { id: contact.id, outcome: changes.length > 0 || said ? "updated" : "unchanged" };
}

type Reach = Pick<ContactRow, "external_id" | "email" | "phone">;

/**
 * Why the row is about somebody else than the contact it was found by; null: it is about them. Two people may share a
 * number, or an address of the family: neither makes the other's address, or the shop's id of them, their own.
 */
async function strangerWords(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  has: Reach & { name: string },
  { external_id, email, phone }: Reach,
): Promise<string | null> {
  const isTheirs = async (key: string) => (await findContact(tx, workspaceId, [key])) === contactId;
  if (external_id && has.external_id && !(await isTheirs(`id:${external_id}`)))
    return `${email ?? phone} belongs to ${has.name || "the contact"} with the id ${has.external_id}. Leave it out, or correct the id.`;
  if (!external_id && email && has.email && !(await isTheirs(`email:${email}`)))
    return `${phone} is the number of ${has.name || has.email}, whose email address is ${has.email}. Leave the number out, or correct the address.`;
  return null;
}

async function importConsents(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  consents: CsvContact["consents"],
  cause: Cause,
  options: { startsFlows: boolean },
): Promise<boolean> {
  if (consents.length === 0) return false;
  const known = await consentOf(tx, workspaceId, contactId);
  let changed = false;
  for (const { channel, state } of consents) {
    if (known[channel].state === "denied") continue;
    const set = await setConsent(tx, workspaceId, contactId, channel, state, "import", cause, options);
    changed ||= set.length > 0;
  }
  return changed;
}

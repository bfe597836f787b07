import { pool, type Tx } from "../db/pool";
import type { Consent } from "../domain/consent";
import type { ContactChannel } from "../domain/contact";
import type { WorkspaceId } from "../domain/workspace";
import { consentOf } from "./consent";
import { type ContactRow, readContactRow } from "./contact-row";

export type ContactOwner = { id: string; name: string; email: string };

/** The run's contact as templates and conditions see it: its own fields first, then what every contact has. */
export async function loadContact(
  workspaceId: WorkspaceId,
  contactId: string,
  tx: Tx = pool(),
): Promise<Record<string, unknown> | null> {
  const row = await readContactRow(tx, workspaceId, contactId);
  if (!row) return null;
  const { email, sms, call } = await consentOf(tx, workspaceId, row.id);
  const owner = row.owner_id ? await readOwner(tx, row.owner_id) : null;
  return contactFields(row, { email: email.state, sms: sms.state, call: call.state }, owner);
}

/** The same of a row that is at hand. */
export function contactFields(
  row: ContactRow,
  consent: Record<ContactChannel, Consent["state"]>,
  owner: ContactOwner | null,
): Record<string, unknown> {
  const { merged_into_id: _, archived_at: __, created_at, updated_at, fields, ...known } = row;
  const [first_name = "", ...rest] = row.name.split(" ");
  return {
    ...fields,
    ...known,
    fields,
    first_name,
    last_name: rest.join(" "),
    customer_id: row.external_id,
    owner,
    consent,
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}

async function readOwner(tx: Tx, id: string): Promise<ContactOwner | null> {
  const { rows } = await tx.query<ContactOwner>("select id, name, email from users where id = $1::uuid", [
    id,
  ]);
  return rows[0] ?? null;
}

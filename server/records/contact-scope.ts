import { pool, type Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { consentOf } from "./consent";
import { readContactRow } from "./contact-row";

/** The run's contact as templates and conditions see it: its own fields first, then what every contact has. */
export async function loadContact(
  workspaceId: WorkspaceId,
  contactId: string,
  tx: Tx = pool(),
): Promise<Record<string, unknown> | null> {
  const row = await readContactRow(tx, workspaceId, contactId);
  if (!row) return null;
  const consents = await consentOf(tx, workspaceId, row.id);
  const owner = row.owner_id ? await readOwner(tx, row.owner_id) : null;
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
    consent: { email: consents.email.state, sms: consents.sms.state, call: consents.call.state },
    created_at: created_at.toISOString(),
    updated_at: updated_at.toISOString(),
  };
}

async function readOwner(tx: Tx, id: string): Promise<{ id: string; name: string; email: string } | null> {
  const { rows } = await tx.query<{ id: string; name: string; email: string }>(
    "select id, name, email from users where id = $1::uuid",
    [id],
  );
  return rows[0] ?? null;
}

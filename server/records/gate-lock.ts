import type { Tx } from "../db/pool";
import { emailAddress } from "../domain/contact-key";
import { phoneNumber } from "../domain/phone-number";
import type { GateRequest } from "./gate-request";

export type LockedContact = {
  id: string;
  archived: boolean;
  email: string | null;
  phone: string | null;
  timezone: string | null;
};

export type Locked = {
  /** As it is compared and stored; null: what was given is no address. */
  address: string | null;
  /** Whose address it is. */
  recipient: LockedContact | null;
  run: { over: { reason: string | null } | null; eventId: string | null; createdAt: Date };
  rules: unknown;
};

/**
 * Locks whom the message goes to and whom the run is about, in the order of their ids, then the run: in this order a
 * write about a contact that ends runs locks them, too.
 */
export async function lockGate(tx: Tx, request: GateRequest): Promise<Locked> {
  const { messaging, contactId } = request;
  const email = messaging.channel === "email";
  const given = messaging.to === null ? null : (email ? emailAddress : phoneNumber)(messaging.to);
  const key = given && `${email ? "email" : "phone"}:${given}`;
  let contacts = await lockContacts(tx, request, key);
  // Merged while we waited for its row: the address is the other one's now.
  if (contacts.some(({ merged }) => merged)) contacts = await lockContacts(tx, request, key);
  const recipient =
    messaging.to === null
      ? contacts.find(({ id }) => id === contactId)
      : contacts.find(({ owns_address }) => owns_address);
  const own = email ? recipient?.email : recipient?.phone;
  return {
    address: messaging.to === null ? (own ?? null) : given,
    recipient: recipient ?? null,
    ...(await lockRun(tx, request)),
  };
}

type ContactRow = LockedContact & { merged: boolean; owns_address: boolean };

async function lockContacts(
  tx: Tx,
  { workspaceId, contactId }: GateRequest,
  key: string | null,
): Promise<ContactRow[]> {
  const { rows } = await tx.query<ContactRow>({
    name: "gate-lock-contacts",
    text: `
      with owner as (select contact_id from contact_keys where workspace_id = $1::uuid and key = $2::text)
      select c.id, c.archived_at is not null as archived, c.email, c.phone, c.timezone, c.merged_into_id is not null as merged,
        c.id = (select contact_id from owner) as owns_address
      from contacts c where c.workspace_id = $1::uuid and c.id in (select contact_id from owner union all select $3::uuid)
      order by c.id for no key update of c`,
    values: [workspaceId, key, contactId],
  });
  return rows;
}

async function lockRun(tx: Tx, { workspaceId, runId }: GateRequest): Promise<Pick<Locked, "run" | "rules">> {
  const { rows } = await tx.query<{
    over: boolean;
    status: string;
    reason: string | null;
    event_id: string | null;
    created_at: Date;
    rules: unknown;
  }>({
    name: "gate-lock-run",
    text: `
      select status in ('completed', 'failed', 'cancelled') as over, status::text as status, reason, event_id, created_at,
        (select rules from sending_rules where workspace_id = $1::uuid) as rules
      from flow_executions where workspace_id = $1::uuid and id = $2::uuid for update`,
    values: [workspaceId, runId],
  });
  const row = rows[0];
  if (!row) throw new Error(`Run ${runId} does not exist`);
  return {
    run: {
      over: row.over ? { reason: row.reason ?? row.status } : null,
      eventId: row.event_id,
      createdAt: row.created_at,
    },
    rules: row.rules,
  };
}

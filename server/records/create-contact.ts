import type { Tx } from "../db/pool";
import type { ContactKind, ContactPatch } from "../domain/contact";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { changeContact, lockContact } from "./contact";
import { emitCreated } from "./contact-events";
import { findContact, keysOf } from "./contact-keys";
import { ownerOf } from "./contact-owner";
import { beingChanged, unreachable } from "./contact-refusals";
import type { ContactRow } from "./contact-row";
import { insertContact } from "./insert-contact";

export type CreatedContact = { contact: ContactRow; created: boolean; changed: boolean };

/**
 * Creates the contact with its event, or finds the one that has one of its keys: that one gains what it did not have,
 * and becomes a customer if this is said to be one. What is known stays, so that a repeat changes nothing.
 */
export async function createContact(
  tx: Tx,
  workspaceId: WorkspaceId,
  { kind: given, ...patch }: ContactPatch,
  cause: Cause,
  { startsFlows = true }: { startsFlows?: boolean } = {},
): Promise<CreatedContact> {
  const kind = patch.status === "customer" ? "customer" : (given ?? "lead");
  const { external_id = null, email = null, phone = null } = patch;
  const keys = keysOf({ external_id, email, phone });
  if (keys.length === 0) throw unreachable();
  for (let attempt = 1; attempt <= 5; attempt++) {
    const id = await findContact(tx, workspaceId, keys);
    if (id) return fillIn(tx, workspaceId, id, { ...patch, kind }, cause, startsFlows);
    const blank = { ...patch, kind, fields: patch.fields ?? {} };
    const known = await knownOf(tx, workspaceId, blank);
    const contact = await insertContact(tx, workspaceId, known, keys);
    if (contact) {
      await emitCreated(tx, workspaceId, contact, cause, startsFlows);
      return { contact, created: true, changed: true };
    }
  }
  throw beingChanged();
}

async function knownOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  patch: ContactPatch & { kind: ContactKind },
): Promise<Partial<ContactRow>> {
  const { owner, status, name, ...columns } = patch;
  return {
    ...columns,
    fields: Object.fromEntries(Object.entries(patch.fields ?? {}).filter(([, value]) => value !== null)),
    ...(status && { status }),
    ...(name && { name }),
    owner_id: (await ownerOf(tx, workspaceId, owner)) ?? null,
  };
}

async function fillIn(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
  patch: ContactPatch,
  cause: Cause,
  startsFlows: boolean,
): Promise<CreatedContact> {
  const row = await lockContact(tx, workspaceId, id);
  if (row.archived_at)
    await tx.query("update contacts set archived_at = null where workspace_id = $1::uuid and id = $2::uuid", [
      workspaceId,
      row.id,
    ]);
  const free = await freeKeys(tx, workspaceId, row, patch);
  const missing = Object.fromEntries(
    Object.entries(patch).filter(([field]) => isMissing(row, field) && free(field)),
  );
  const becomes = patch.kind === "customer" && row.kind === "lead" ? { kind: patch.kind } : {};
  const fields = Object.fromEntries(
    Object.entries(patch.fields ?? {}).filter(([name]) => row.fields[name] === undefined),
  );
  const { contact, changes } = await changeContact(
    tx,
    workspaceId,
    row.id,
    { ...missing, ...becomes, fields },
    cause,
    { startsFlows },
  );
  return { contact, created: false, changed: changes.length > 0 };
}

/** A key that another contact has is not missing here: it is that one's. */
async function freeKeys(tx: Tx, workspaceId: WorkspaceId, row: ContactRow, patch: ContactPatch) {
  const { external_id = null, email = null, phone = null } = patch;
  const taken = new Set<string>();
  for (const key of keysOf({ external_id, email, phone })) {
    const owner = await findContact(tx, workspaceId, [key]);
    if (owner && owner !== row.id) taken.add(key.slice(0, key.indexOf(":")));
  }
  return (field: string) => !taken.has(field === "external_id" ? "id" : field);
}

function isMissing(row: ContactRow, field: string): boolean {
  if (field === "owner") return row.owner_id === null;
  if (field === "tags") return row.tags.length === 0;
  if (field === "name") return row.name === "";
  if (["kind", "status", "fields"].includes(field)) return false;
  return Object.entries(row).some(([column, value]) => column === field && value === null);
}

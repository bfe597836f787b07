import type { Tx } from "../db/pool";
import type { EmittedType } from "../domain/event-catalogue";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import type { FieldChange } from "./contact-change";
import { contactPayload } from "./contact-payload";
import type { ContactRow } from "./contact-row";
import { emit } from "./emit";

/** Nothing listens to it: an event under it is on the timeline, and starts no flow. */
const NO_FLOW = "contact.quiet";

/** customer.created or lead.created. `startsFlows` false: it is written down, and no more. */
export async function emitCreated(
  tx: Tx,
  workspaceId: WorkspaceId,
  contact: ContactRow,
  cause: Cause,
  startsFlows = true,
): Promise<void> {
  const type = contact.kind === "customer" ? "customer.created" : "lead.created";
  await emitAbout(tx, workspaceId, type, contact, {}, cause, startsFlows);
}

/**
 * What a change is called: a lead that becomes a customer is a customer.created, a lead's status has events of its own,
 * everything else is customer.updated or lead.updated.
 */
export async function emitChanges(
  tx: Tx,
  workspaceId: WorkspaceId,
  before: Pick<ContactRow, "kind" | "status">,
  contact: ContactRow,
  changes: FieldChange[],
  cause: Cause,
  startsFlows = true,
): Promise<EmittedType[]> {
  const types = typesOf(before, contact, changes);
  const details = {
    changed: changes.map(({ field }) => field),
    changes: Object.fromEntries(changes.map(({ field, ...values }) => [field, values])),
    ...(before.status !== contact.status && { previous_status: before.status }),
  };
  for (const type of types) await emitAbout(tx, workspaceId, type, contact, details, cause, startsFlows);
  return types;
}

/** A lead whose score reached what the workspace calls qualified; its status stays. */
export async function emitQualified(
  tx: Tx,
  workspaceId: WorkspaceId,
  contact: ContactRow,
  previousScore: number | null,
  cause: Cause,
): Promise<void> {
  await emitAbout(tx, workspaceId, "lead.qualified", contact, { previous_score: previousScore }, cause, true);
}

function typesOf(
  before: Pick<ContactRow, "kind" | "status">,
  after: ContactRow,
  changes: FieldChange[],
): EmittedType[] {
  if (changes.length === 0) return [];
  const wasLead = before.kind === "lead";
  const statusChanged = before.status !== after.status;
  const types: EmittedType[] = [];
  if (wasLead && statusChanged) types.push("lead.status_changed");
  if (wasLead && statusChanged && after.status === "qualified") types.push("lead.qualified");
  if (wasLead && after.kind === "customer") types.push("customer.created");
  else if (after.kind === "customer") types.push("customer.updated");
  else if (changes.some(({ field }) => field !== "status")) types.push("lead.updated");
  return types;
}

async function emitAbout(
  tx: Tx,
  workspaceId: WorkspaceId,
  type: EmittedType,
  contact: ContactRow,
  details: Record<string, unknown>,
  cause: Cause,
  startsFlows: boolean,
): Promise<void> {
  const payload = { ...contactPayload(contact), ...details };
  await emit(tx, workspaceId, type, payload, cause, startsFlows ? {} : { matchType: NO_FLOW });
}

import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { ConsentState, Consents } from "../domain/consent";
import { type ContactChannel, contactChannels } from "../domain/contact";
import type { WorkspaceId } from "../domain/workspace";
import { actorColumns, type Cause } from "./cause";
import { lockContact } from "./contact";
import type { FieldChange } from "./contact-change";
import { emitChanges } from "./contact-events";
import { recordChanges } from "./record-changes";

type Options = {
  startsFlows?: boolean;
  /** The contact's own word. Left out: when the contact is who does it. */
  own?: boolean;
};

/**
 * Sets what the contact allows, on one channel or on all, under the contact's lock: whoever decides about a message to
 * it comes before or after. What the contact refused by themself stays refused unless it is their own word again. Every
 * change is kept as proof. Answers the channels that changed.
 */
export async function setConsent(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  channel: ContactChannel | "all",
  state: ConsentState,
  source: string,
  cause: Cause,
  { startsFlows = true, own = cause.actor?.type === "contact" }: Options = {},
): Promise<ContactChannel[]> {
  const contact = await lockContact(tx, workspaceId, contactId);
  const known = await consentOf(tx, workspaceId, contact.id);
  const channels = channel === "all" ? contactChannels : [channel];
  const changed = channels.filter((one) =>
    // Said by somebody for them until now, and now by themself: it weighs more.
    known[one].state === state ? own && !known[one].own : own || !(known[one].own && state === "granted"),
  );
  if (changed.length === 0) return [];
  const [type, id, name, runId] = actorColumns(cause);
  const at = now();
  await tx.query(
    `with consent as (
       insert into consents (workspace_id, contact_id, channel, state, source, at, own)
       select $1::uuid, $2::uuid, channel, $3, $4, $5::timestamptz, $13::boolean from unnest($6::text[]) as channel
       on conflict (workspace_id, contact_id, channel) do update set state = excluded.state, source = excluded.source, at = excluded.at,
         own = excluded.own
     )
     insert into consent_changes (id, workspace_id, contact_id, channel, before, after, source, actor_type, actor_id, actor_name, run_id, at)
     select change.id, $1::uuid, $2::uuid, change.channel, change.before, $3, $4, $9, $10, $11, $12::uuid, $5::timestamptz
     from unnest($7::uuid[], $6::text[], $8::text[]) as change(id, channel, before)`,
    [
      workspaceId,
      contact.id,
      state,
      source,
      at,
      changed,
      changed.map(() => newId()),
      changed.map((one) => (known[one].state === "unknown" ? null : known[one].state)),
      type,
      id,
      name,
      runId,
      own,
    ],
  );
  const changes = changed
    .filter((one) => known[one].state !== state)
    .map((one): FieldChange => ({ field: `consent.${one}`, before: known[one].state, after: state }));
  await recordChanges(tx, workspaceId, contact.id, changes, cause);
  await emitChanges(tx, workspaceId, contact, contact, changes, cause, startsFlows);
  return changed;
}

/** What the contact said about each channel; `unknown` where it said nothing. */
export async function consentOf(tx: Tx, workspaceId: WorkspaceId, contactId: string): Promise<Consents> {
  const { rows } = await tx.query<{
    channel: ContactChannel;
    state: ConsentState;
    source: string;
    at: Date;
    own: boolean;
  }>(
    "select channel, state, source, at, own from consents where workspace_id = $1::uuid and contact_id = $2::uuid",
    [workspaceId, contactId],
  );
  const of = (channel: ContactChannel) => {
    const row = rows.find((one) => one.channel === channel);
    return row
      ? { state: row.state, source: row.source, at: row.at, own: row.own }
      : { state: "unknown" as const, source: null, at: null, own: false };
  };
  return { email: of("email"), sms: of("sms"), call: of("call") };
}

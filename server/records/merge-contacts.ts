import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { stricter } from "../domain/consent";
import { type ContactPatch, contactChannels } from "../domain/contact";
import { uniqueTags } from "../domain/contact-tags";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import type { Cause } from "./cause";
import { consentOf, setConsent } from "./consent";
import { changeContact, lockContact } from "./contact";
import type { ContactRow } from "./contact-row";
import { findMember } from "./member";
import { recordChanges } from "./record-changes";

/**
 * Makes one contact of two: `keepId` stays and gains what it did not have, the other one leads to it from now on. Runs,
 * waits, tasks, messages and whatever else refers to the duplicate go on as the contact's; no flow is started by it. Of
 * two words about a channel the stricter one holds.
 */
export async function mergeContacts(
  tx: Tx,
  workspaceId: WorkspaceId,
  keepId: string,
  otherId: string,
  cause: Cause,
): Promise<ContactRow> {
  const [keep, other] = await lockBoth(tx, workspaceId, keepId, otherId);
  const both = [workspaceId, keep.id, other.id];
  const quiet = { startsFlows: false };
  await tx.query(
    `update contacts set merged_into_id = $2::uuid, external_id = null, archived_at = coalesce(archived_at, $4::timestamptz), updated_at = $4::timestamptz
     where workspace_id = $1::uuid and (id = $3::uuid or merged_into_id = $3::uuid)`,
    [...both, now()],
  );
  await repointRuns(tx, both);
  await tx.query(
    "update contact_keys set contact_id = $2::uuid where workspace_id = $1::uuid and contact_id = $3::uuid",
    both,
  );
  await repointRows(tx, both);
  await mergeConsents(tx, workspaceId, keep, other, cause);
  const { contact } = await changeContact(
    tx,
    workspaceId,
    keep.id,
    await gains(tx, workspaceId, keep, other),
    cause,
    quiet,
  );
  const { id, name, email, phone, external_id } = other;
  const merged = { field: "merged", before: null, after: { id, name, email, phone, external_id } };
  await recordChanges(tx, workspaceId, keep.id, [merged], cause);
  return contact;
}

/** Always in the same order: two merges of the same two do not wait for each other. */
async function lockBoth(
  tx: Tx,
  workspaceId: WorkspaceId,
  keepId: string,
  otherId: string,
): Promise<[ContactRow, ContactRow]> {
  const locked = new Map<string, ContactRow>();
  for (const id of [keepId, otherId].sort()) locked.set(id, await lockContact(tx, workspaceId, id));
  const [keep, other] = [locked.get(keepId), locked.get(otherId)];
  if (!keep || !other || keep.id === other.id)
    throw new AppError("invalid", "These are the same contact already. Choose two different ones.");
  return [keep, other];
}

/** What the contact has stays; it gains the rest. */
async function gains(
  tx: Tx,
  workspaceId: WorkspaceId,
  keep: ContactRow,
  other: ContactRow,
): Promise<ContactPatch> {
  // Somebody who left the workspace since is nobody's owner.
  const owner = other.owner_id && (await findMember(tx, workspaceId, other.owner_id));
  const { external_id, email, phone, lead_type, priority, score, timezone, locale } = other;
  const { preferred_channel, last_sentiment, birthday } = other;
  const plain = { external_id, email, phone, lead_type, priority, score, timezone, locale };
  const known = new Map(Object.entries(keep));
  const missing = Object.entries({ ...plain, preferred_channel, last_sentiment, birthday }).filter(
    ([field, value]) => value !== null && known.get(field) === null,
  );
  return {
    ...Object.fromEntries(missing),
    ...(keep.name === "" && other.name && { name: other.name }),
    ...(keep.owner_id === null && owner && { owner }),
    ...(keep.kind === "lead" && other.kind === "customer" && { kind: other.kind }),
    tags: uniqueTags([...keep.tags, ...other.tags]),
    fields: { ...jsonOf(other.fields), ...jsonOf(keep.fields) },
  };
}

const jsonOf = (fields: ContactRow["fields"]): NonNullable<ContactPatch["fields"]> =>
  JSON.parse(JSON.stringify(fields));

/** Open runs and the record of which flows the contact entered, so that "once per contact" still holds. */
async function repointRuns(tx: Tx, both: string[]): Promise<void> {
  const [workspaceId, , otherId] = both;
  await tx.query(
    `update flow_executions set contact_id = $2::uuid where workspace_id = $1::uuid and contact_id = $3::uuid
       and subject = any(array(select key from contact_keys where workspace_id = $1::uuid and contact_id = $3::uuid))
       and status in ('queued', 'running', 'waiting', 'held')`,
    both,
  );
  await tx.query(
    `insert into flow_entries as known (workspace_id, flow_id, contact_id, run_id, rule, cool_down_s, entered_at)
     select workspace_id, flow_id, $2::uuid, run_id, rule, cool_down_s, entered_at from flow_entries
     where workspace_id = $1::uuid and contact_id = $3::uuid order by flow_id
     on conflict (flow_id, contact_id) do update set run_id = excluded.run_id, rule = excluded.rule, cool_down_s = excluded.cool_down_s,
       entered_at = excluded.entered_at where known.entered_at < excluded.entered_at`,
    both,
  );
  await tx.query("delete from flow_entries where workspace_id = $1::uuid and contact_id = $2::uuid", [
    workspaceId,
    otherId,
  ]);
}

/**
 * History that is written once stays with the duplicate, and is read with the contact's; what was gone over by itself is
 * not gone over again; and what the loop guard remembers for an hour is forgotten after it.
 */
const KEPT = [
  ...["contacts", "contact_keys", "contact_changes", "consents", "consent_changes", "flow_entries"],
  "loop_starts",
];

/** A contact has one of these: who stays keeps theirs. The duplicate's stays too, and leads to the contact as the duplicate does. */
const ONE_EACH = ["referral_codes", "referral_conversions"];

/** Every table that refers to contacts, also one that came later. */
async function repointRows(tx: Tx, both: string[]): Promise<void> {
  const { rows } = await tx.query<{ name: string; column: string }>(
    `select format('%I', c.relname) as name, format('%I', a.attname) as "column" from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
     where k.contype = 'f' and k.confrelid = 'contacts'::regclass and a.attname <> 'workspace_id' and c.relname <> all($1::text[])
     order by 1`,
    [KEPT],
  );
  for (const { name, column } of rows)
    await tx.query(
      `update ${name} set ${column} = $2::uuid where workspace_id = $1::uuid and ${column} = $3::uuid${
        ONE_EACH.includes(name)
          ? ` and not exists (select 1 from ${name} where workspace_id = $1::uuid and ${column} = $2::uuid)`
          : ""
      }`,
      both,
    );
}

async function mergeConsents(
  tx: Tx,
  workspaceId: WorkspaceId,
  keep: ContactRow,
  other: ContactRow,
  cause: Cause,
): Promise<void> {
  const [kept, others] = [
    await consentOf(tx, workspaceId, keep.id),
    await consentOf(tx, workspaceId, other.id),
  ];
  for (const channel of contactChannels) {
    const state = stricter(said(kept[channel].state), said(others[channel].state));
    const source = others[channel].source ?? "merged";
    const own = [kept[channel], others[channel]].some((word) => word.state === state && word.own);
    if (state)
      await setConsent(tx, workspaceId, keep.id, channel, state, source, cause, { startsFlows: false, own });
  }
}

const said = (state: "granted" | "denied" | "unknown") => (state === "unknown" ? undefined : state);

import type { ContactIdentity } from "../domain/contact-key";
import type { EventInput } from "./event-input";
import type { AcceptTargets, StartTarget } from "./find-accept-targets";

/** A body over this many characters lives in `payloads`, which is dropped first. */
export const INLINE_BYTES = 2048;

/**
 * The whole acceptance as one prepared statement: one round trip, one commit, 0.03 ms of CPU where an interactive
 * transaction costs 1.5. `fresh` is false when a dedupe key was seen before; then nothing is written.
 * It throws a unique violation when a contact's key was taken meanwhile; the caller looks again.
 */
export const ACCEPT_SQL = {
  name: "accept-event",
  text: `
with dedupe as (
  insert into dedupe_keys (workspace_id, scope, key, target_id, expires_at)
  select $1, 'event', key, $2, $17 from unnest($16::text[]) as key
  on conflict (workspace_id, scope, key) do update set target_id = excluded.target_id, expires_at = excluded.expires_at
    where dedupe_keys.expires_at < $12
  returning key
), fresh as (
  select (select count(*) from dedupe) = cardinality($16::text[]) as ok
), new_contact as (
  insert into contacts (id, workspace_id, external_id, email, phone, name, created_at, updated_at)
  select $10, $1, $21, $19, $20, coalesce($22, ''), $12, $12 from fresh where ok and $18 = 'new'
), changed_contact as (
  update contacts set email = coalesce(contacts.email, $19), phone = coalesce(contacts.phone, $20), external_id = coalesce(contacts.external_id, $21),
    name = case when contacts.name = '' then coalesce($22, '') else contacts.name end, updated_at = $12
  from fresh where ok and $18 = 'changed' and contacts.workspace_id = $1 and contacts.id = $10
), new_keys as (
  insert into contact_keys (workspace_id, key, contact_id) select $1, key, $10 from fresh, unnest($23::text[]) as key where ok
), large as (
  insert into payloads (id, workspace_id, body, created_at) select $8, $1, $9, $12 from fresh where ok and $8::uuid is not null
), event as (
  insert into events (id, workspace_id, external_id, type, raw_type, source, payload, payload_id, subject, contact_id, caused_by_run, depth, occurred_at, created_at)
  select $2, $1, $3, $4, $5, $6, $7, $8, $11, $10, $13, $14, $15, $12 from fresh where ok
), runs as (
  insert into flow_executions (id, workspace_id, flow_id, version_id, event_id, trigger_event_type, subject, contact_id, status, mode, origin,
    replay_of, parent_run_id, depth, wake_at, quota_shard, created_at)
  select start.run_id, $1, start.flow_id, start.version_id, $2, $4, $11, $10, 'queued', $28::"RunMode", $29::"RunOrigin", $30, $13, $14, $12, start.shard, $12
  from fresh, unnest($24::uuid[], $25::uuid[], $26::uuid[], $27::int[]) as start(run_id, flow_id, version_id, shard)
  where ok and ($31 or exists (select 1 from flow_triggers t where t.workspace_id = $1 and t.flow_id = start.flow_id and t.version_id = start.version_id))
  returning id
), ended_waits as (
  update waits set matched_event_id = $2, closed_at = $12 from fresh
  where ok and not $31 and waits.workspace_id = $1 and waits.closed_at is null and waits.kind = 'event' and $4 = any(waits.event_types)
    and waits.opens_at <= $12 and (waits.expires_at is null or waits.expires_at > $12)
    and (waits.subject is null or waits.subject = any($32::text[])) and coalesce($7::jsonb, $9::jsonb) @> waits.match
  returning waits.run_id
), rung as (
  update flow_executions set doorbell = doorbell + 1
  where workspace_id = $1 and id in (select run_id from ended_waits) and status in ('queued', 'running', 'waiting', 'held')
  returning id, generation
)
select ok as fresh, (select array_agg(id::text) from runs) as runs,
  (select json_agg(json_build_object('id', id, 'generation', generation)) from rung) as rung
from fresh`,
};

export type AcceptParts = {
  input: EventInput;
  eventId: string;
  type: string;
  body: string;
  at: Date;
  contact: ContactIdentity;
  targets: AcceptTargets;
  starts: (StartTarget & { runId: string; shard: number })[];
  keys: string[];
  keyExpires: Date;
};

export function acceptValues(parts: AcceptParts): unknown[] {
  const { input, contact, targets, starts } = parts;
  const large = parts.body.length > INLINE_BYTES;
  return [
    input.workspaceId,
    parts.eventId,
    input.externalId ?? null,
    parts.type,
    input.type,
    input.source,
    large ? null : parts.body,
    large ? parts.eventId : null,
    large ? parts.body : null,
    targets.contactId,
    contact.subject,
    parts.at,
    input.causedBy?.runId ?? null,
    input.causedBy ? input.causedBy.depth + 1 : 0,
    input.occurredAt ?? parts.at,
    parts.keys,
    parts.keyExpires,
    targets.contactIsNew ? "new" : targets.contactChanges ? "changed" : "same",
    contact.email ?? null,
    contact.phone ?? null,
    contact.externalId ?? null,
    contact.name ?? null,
    targets.newKeys,
    starts.map((start) => start.runId),
    starts.map((start) => start.flowId),
    starts.map((start) => start.versionId),
    starts.map((start) => start.shard),
    input.mode ?? "live",
    input.origin ?? (input.onlyFlowId ? "manual" : "event"),
    input.replayOf ?? null,
    Boolean(input.onlyFlowId),
    contact.keys,
  ];
}

import { isCustomerEvent } from "../domain/contact";
import type { ContactIdentity } from "../domain/contact-key";
import type { EventInput } from "./event-input";
import type { AcceptTargets, StartTarget } from "./find-accept-targets";

/** A body over this many characters lives in `payloads`, which is dropped first. */
export const INLINE_BYTES = 2048;

/**
 * The whole acceptance as one prepared statement: one round trip, one commit, 0.03 ms of CPU where an interactive
 * transaction costs 1.5. `fresh` is false when a dedupe key was seen before; then nothing is written.
 * It throws a unique violation when a contact's key was taken meanwhile, and divides by zero when a flow was published,
 * paused or archived meanwhile: nothing is written, and the caller looks again.
 * Its plan is made while the tables are small and kept while they grow: rows are looked up so that one index alone fits.
 */
const acceptSql = (parts: { ctes: string; startsIf: string; refused: string }) => `
with dedupe as (
  insert into dedupe_keys (workspace_id, scope, key, target_id, expires_at)
  select $1, 'event', key, $2, $17 from unnest($16::text[]) as key
  on conflict (workspace_id, scope, key) do update set target_id = excluded.target_id, expires_at = excluded.expires_at
    where dedupe_keys.expires_at < $12
  returning key
), fresh as (
  select (select count(*) from dedupe) = cardinality($16::text[]) as ok
), new_contact as (
  insert into contacts (id, workspace_id, external_id, email, phone, name, kind, status, created_at, updated_at)
  select $10, $1, $21, $19, $20, coalesce($22, ''), coalesce($35, 'lead'), coalesce($35, 'new'), $12, $12 from fresh where ok and $18 = 'new'
), changed_contact as (
  update contacts set email = coalesce(contacts.email, $19), phone = coalesce(contacts.phone, $20), external_id = coalesce(contacts.external_id, $21),
    name = case when contacts.name = '' then coalesce($22, '') else contacts.name end,
    kind = coalesce($35, kind), status = case when kind = 'lead' then coalesce($35, status) else status end, updated_at = $12
  from fresh where ok and $18 = 'changed' and contacts.id = $10
), new_keys as (
  insert into contact_keys (workspace_id, key, contact_id) select $1, key, $10 from fresh, unnest($23::text[]) as key where ok
), large as (
  insert into payloads (id, workspace_id, body, created_at) select $8, $1, $9, $12 from fresh where ok and $8::uuid is not null
), event as (
  insert into events (id, workspace_id, external_id, type, raw_type, source, payload, payload_id, subject, contact_id, caused_by_run, depth, occurred_at, created_at)
  select $2, $1, $3, $4, $5, $6, $7, $8, $11, $10, $13, $14, $15, $12 from fresh where ok
)${parts.ctes}, runs as (
  insert into flow_executions (id, workspace_id, flow_id, version_id, event_id, trigger_event_type, subject, contact_id, status, mode, origin,
    replay_of, parent_run_id, parent_step_id, parent_path, depth, wake_at, quota_shard, created_at)
  select start.run_id, $1, start.flow_id, start.version_id, $2, $4, $11, $10, 'queued', $28::"RunMode", $29::"RunOrigin", $30, $13, $33, $34, $14, $12, start.shard, $12
  from fresh, unnest($24::uuid[], $25::uuid[], $26::uuid[], $27::int[]) as start(run_id, flow_id, version_id, shard)
  where ok and ($31 or 1 / (select least(1, count(*)) from flow_triggers t where t.workspace_id = $1 and t.flow_id = start.flow_id
    and t.version_id = start.version_id and t.kind = 'start') = 1)${parts.startsIf}
  returning id
), ended_waits as (
  update waits set matched_event_id = $2, closed_at = $12 from fresh
  where ok and not $31 and waits.workspace_id = $1 and waits.closed_at is null and waits.kind = 'event' and $4 = any(waits.event_types)
    and (waits.expires_at is null or waits.expires_at > $12)
    and (waits.subject is null or waits.subject = any($32::text[])) and coalesce($7::jsonb, $9::jsonb) @> waits.match
  returning waits.run_id
), rung as (
  update flow_executions set doorbell = doorbell + 1
  where id = any(array(select run_id from ended_waits)) and status in ('queued', 'running', 'waiting', 'held')
  returning id, generation
)
select ok as fresh, (select array_agg(id::text) from runs) as runs,
  (select json_agg(json_build_object('id', id, 'generation', generation)) from rung) as rung, ${parts.refused} as refused
from fresh`;

export const ACCEPT_SQL = {
  name: "accept-event",
  text: acceptSql({ ctes: "", startsIf: "", refused: "null::json" }),
};

/** Whether the run of a contact's latest entry is over. One of the last minute may be too young for us to see. */
const PREVIOUS_OVER = `case when known.entered_at > excluded.entered_at - interval '1 minute'
  then exists (select 1 from flow_executions r where r.workspace_id = known.workspace_id and r.id = known.run_id and r.status in ('completed', 'failed', 'cancelled'))
  else not exists (select 1 from flow_executions r where r.workspace_id = known.workspace_id and r.id = known.run_id and r.status in ('queued', 'running', 'waiting', 'held')) end`;

/** A contact's starts of a flow that still count: of the last hour, and since somebody turned the flow on. */
const LAST_HOUR = `array(select start.at from unnest(known.starts) as start(at)
  where start.at > excluded.starts[1] - interval '1 hour' and (excluded.since is null or start.at >= excluded.since))`;

/**
 * The same for an event that meets flows which limit how often a contact enters, or that Baton itself caused (the loop
 * guard). The rows of `flow_entries` and `loop_starts` decide: of two events at the same moment the second waits for the
 * first one's row, and is judged by it. What starts nothing is kept with its reason.
 */
export const CAREFUL_ACCEPT_SQL = {
  name: "accept-event-careful",
  text: acceptSql({
    ctes: `, candidates as (
  select entry.* from fresh, unnest($36::uuid[], $37::uuid[], $38::uuid[], $39::text[], $40::int[]) as entry(run_id, flow_id, version_id, rule, cool_down_s)
  where ok and exists (select 1 from flow_triggers t where t.workspace_id = $1 and t.flow_id = entry.flow_id and t.version_id = entry.version_id and t.kind = 'start')
), entries as (
  insert into flow_entries as known (workspace_id, flow_id, contact_id, run_id, rule, cool_down_s, entered_at)
  select $1, flow_id, $10, run_id, rule, cool_down_s, $12 from candidates order by flow_id
  on conflict (flow_id, contact_id) do update set run_id = excluded.run_id, rule = excluded.rule, cool_down_s = excluded.cool_down_s, entered_at = excluded.entered_at
    where excluded.rule <> 'once_per_contact'
      and (excluded.cool_down_s is null or known.entered_at + make_interval(secs => excluded.cool_down_s) <= excluded.entered_at)
      and (excluded.rule <> 'one_active_per_contact' or ${PREVIOUS_OVER})
  returning flow_id
), guard as (
  select guard.* from fresh, unnest($44::uuid[], $45::int[], $46::timestamptz[]) as guard(flow_id, most, since)
  where ok and (not guard.flow_id = any($37::uuid[]) or guard.flow_id in (select flow_id from entries))
), loops as (
  insert into loop_starts as known (workspace_id, flow_id, contact_id, most, since, starts)
  select $1, flow_id, $10, most, since, array[$12::timestamptz(3)] from guard order by flow_id
  on conflict (flow_id, contact_id) do update set most = excluded.most, since = excluded.since, starts = ${LAST_HOUR} || excluded.starts
    where cardinality(${LAST_HOUR}) < excluded.most
  returning flow_id
), refused as (
  insert into event_refusals (workspace_id, event_id, contact_id, at, flow_id, reason, value)
  select $1, $2, $10, $12, c.flow_id, c.reason, case when c.reason = 'cool_down' then c.cool_down_s::text else '' end
  from (select flow_id, cool_down_s, case when c.rule = 'once_per_contact' then c.rule
      when c.rule = 'one_active_per_contact' and not exists (select 1 from flow_entries k join flow_executions r on r.workspace_id = k.workspace_id and r.id = k.run_id
        where k.flow_id = c.flow_id and k.contact_id = $10 and r.status in ('completed', 'failed', 'cancelled')) then c.rule
      else 'cool_down' end as reason
    from candidates c where c.flow_id not in (select flow_id from entries)) c
  union all select $1, $2, $10, $12, guard.flow_id, 'loop_guard', guard.most::text from guard where flow_id not in (select flow_id from loops)
  union all select $1, $2, $10, $12, known.flow_id, known.reason, known.value
    from fresh, unnest($41::uuid[], $42::text[], $43::text[]) as known(flow_id, reason, value) where ok
  returning flow_id, reason
)`,
    startsIf: `
    and (not start.flow_id = any($37::uuid[]) or start.flow_id in (select flow_id from entries))
    and (not start.flow_id = any($44::uuid[]) or start.flow_id in (select flow_id from loops))`,
    refused: "(select json_agg(json_build_object('flowId', flow_id, 'reason', reason)) from refused)",
  }),
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

/** The statement this event needs, with its values. */
export function acceptStatement(parts: AcceptParts): { name: string; text: string; values: unknown[] } {
  const limited = parts.starts.flatMap((start) => (start.entry ? [{ ...start, ...start.entry }] : []));
  const guarded = parts.starts.flatMap(({ flowId, guard }) => (guard ? [{ flowId, ...guard }] : []));
  const { refused } = parts.targets;
  const values = acceptValues(parts);
  if (limited.length + guarded.length + refused.length === 0) return { ...ACCEPT_SQL, values };
  return {
    ...CAREFUL_ACCEPT_SQL,
    values: [
      ...values,
      limited.map((start) => start.runId),
      limited.map((start) => start.flowId),
      limited.map((start) => start.versionId),
      limited.map((start) => start.rule),
      limited.map((start) => start.coolDownS),
      refused.map(({ flowId }) => flowId),
      refused.map(({ reason }) => reason),
      refused.map(({ value }) => value),
      guarded.map(({ flowId }) => flowId),
      guarded.map(({ most }) => most),
      guarded.map(({ since }) => since),
    ],
  };
}

function acceptValues(parts: AcceptParts): unknown[] {
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
    targets.subject,
    parts.at,
    input.causedBy?.runId ?? null,
    input.causedBy ? input.causedBy.depth + 1 : 0,
    input.occurredAt ?? parts.at,
    parts.keys,
    parts.keyExpires,
    targets.contactIsNew ? "new" : targets.contactChanges ? "changed" : "same",
    contact.email ?? null,
    contact.phone ?? null,
    targets.byOwnId ? null : (contact.externalId ?? null),
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
    targets.allKeys,
    input.waitedForBy?.stepId ?? null,
    input.waitedForBy?.path ?? null,
    isCustomerEvent(parts.type) ? "customer" : null,
  ];
}

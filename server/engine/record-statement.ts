/**
 * `fence` locks the run's row if this process still has it. `quota` moves the shard if it can pay. Everything else
 * hangs on `ok`, which is there only when both went well: all or nothing, in one round trip.
 * A run that is over (cancelled, or ended by an event) keeps its status whatever a step in flight still records.
 * It has begun when it is charged: one that is held before its first step has not.
 */
export const RECORD_SQL = { name: "record", text: recordText("") };

/** The same with changes of loops ($28), which most runs have not. What is older than the row is not written any more. */
export const RECORD_LOOPS_SQL = {
  name: "record-loops",
  text: recordText(`, frame as (
  select * from jsonb_to_recordset($28::jsonb) as f(step_id text, path text, items jsonb, total int, next int, succeeded int, failed int,
    open int[], handled_errors int, failures jsonb, gone boolean)
), frames_begun as (
  insert into loop_frames as known (run_id, step_id, iteration_path, workspace_id, items, total, next, succeeded, failed, open, handled_errors, failures)
  select $1, frame.step_id, frame.path, ok.workspace_id, frame.items, frame.total, frame.next, frame.succeeded, frame.failed, frame.open,
    frame.handled_errors, frame.failures
  from ok, frame where frame.items is not null and not frame.gone
  on conflict (run_id, step_id, iteration_path) do update set next = excluded.next, succeeded = excluded.succeeded, failed = excluded.failed,
    open = excluded.open, handled_errors = excluded.handled_errors, failures = excluded.failures
  where known.next + known.succeeded + known.failed < excluded.next + excluded.succeeded + excluded.failed
), frames_moved as (
  update loop_frames known set next = frame.next, succeeded = frame.succeeded, failed = frame.failed, open = frame.open,
    handled_errors = frame.handled_errors, failures = frame.failures
  from ok, frame
  where known.run_id = ok.id and known.step_id = frame.step_id and known.iteration_path = frame.path and frame.items is null and not frame.gone
    and known.next + known.succeeded + known.failed < frame.next + frame.succeeded + frame.failed
), frames_gone as (
  delete from loop_frames known using ok, frame
  where known.run_id = ok.id and known.step_id = frame.step_id and known.iteration_path = frame.path and frame.gone
)`),
};

function recordText(frames: string): string {
  return `
with fence as (
  select id, workspace_id, run_seq from flow_executions
  where id = $1 and generation = $2 and lease_owner = $3 for update
), quota as (
  update quota_shards q set reserved = q.reserved + move.reserved, used = q.used + move.used
  from fence, unnest($11::text[], $12::bigint[], $13::bigint[]) as move(period, reserved, used)
  where q.workspace_id = fence.workspace_id and q.period = move.period and q.shard = $10::int
    and q.used + q.reserved + move.reserved + move.used <= q.granted
  returning 1
), ok as (
  select fence.* from fence where (select count(*) from quota) = cardinality($11::text[])
), step as (
  select * from jsonb_to_recordset($5::jsonb) as s(step_id text, path text, status "StepStatus", step_type text, action_type text, effect text,
    attempt int, outlet text, error jsonb, wake_at timestamptz, reserved int, quota_period text, tokens int, token_note text,
    started_at timestamptz, finished_at timestamptz, attempt_ended boolean, input_id uuid, output_id uuid, place int, input jsonb, output jsonb)
), bodies as (
  insert into payloads (id, workspace_id, body, created_at)
  select body.id, ok.workspace_id, body.body::jsonb, $4 from ok, unnest($8::uuid[], $9::text[]) as body(id, body)
), steps as (
  insert into automation_event_log as known (run_id, step_id, iteration_path, workspace_id, status, step_type, action_type, effect, attempt, outlet,
    payload, result, input_id, output_id, error, wake_at, reserved, quota_period, tokens, token_note, run_seq, started_at, finished_at, created_at)
  select $1, step.step_id, step.path, ok.workspace_id, step.status, step.step_type, step.action_type, step.effect, step.attempt, step.outlet,
    nullif(step.input, 'null'), nullif(step.output, 'null'), step.input_id, step.output_id, nullif(step.error, 'null'), step.wake_at, step.reserved,
    step.quota_period, step.tokens, step.token_note, ok.run_seq + step.place, step.started_at, step.finished_at, $4
  from ok, step
  on conflict (run_id, step_id, iteration_path) do update set status = excluded.status, action_type = coalesce(excluded.action_type, known.action_type),
    effect = excluded.effect, attempt = excluded.attempt, outlet = excluded.outlet,
    payload = case when excluded.payload is null and excluded.input_id is null then known.payload else excluded.payload end,
    input_id = coalesce(excluded.input_id, case when excluded.payload is null then known.input_id end),
    result = excluded.result, output_id = excluded.output_id, error = excluded.error, wake_at = excluded.wake_at, reserved = excluded.reserved,
    quota_period = excluded.quota_period, tokens = known.tokens + excluded.tokens, token_note = excluded.token_note, run_seq = excluded.run_seq,
    finished_at = excluded.finished_at
), attempts as (
  insert into step_attempts (run_id, step_id, iteration_path, attempt, workspace_id, error, started_at, finished_at)
  select $1, step.step_id, step.path, step.attempt, ok.workspace_id, nullif(step.error, 'null'), step.started_at, $4
  from ok, step where step.attempt_ended
  on conflict do nothing
), usage as (
  insert into usage_records (key, workspace_id, kind, amount, cost, run_id, flow_id, step_id, period, metadata, created_at)
  select u.key, ok.workspace_id, u.kind, u.amount, u.cost, $1, $27, u."stepId", u.period, u.metadata, $4
  from ok, jsonb_to_recordset($6::jsonb) as u(key text, kind text, amount bigint, cost bigint, "stepId" text, period text, metadata jsonb)
), waits as (
  insert into waits (id, workspace_id, run_id, step_id, iteration_path, kind, event_types, subject, match, opens_at, expires_at, after_event_id)
  select w.id, ok.workspace_id, $1, w."stepId", w.path, w.kind, w."eventTypes", w.subject, w.match, w."opensAt", w."expiresAt", w."afterEventId"
  from ok, jsonb_to_recordset($7::jsonb) as w(id uuid, "stepId" text, path text, kind text, "eventTypes" text[], subject text, match jsonb,
    "opensAt" timestamptz, "expiresAt" timestamptz, "afterEventId" uuid)
  on conflict (run_id, step_id, iteration_path) do nothing
)${frames}, run as (
  update flow_executions r set
    run_seq = r.run_seq + $26,
    status = case when r.status in ('completed', 'failed', 'cancelled') then r.status else coalesce($14::"RunStatus", r.status) end,
    reason = case when r.status not in ('completed', 'failed', 'cancelled') and $15 then $16 else r.reason end,
    wake_at = case when $17 then $18::timestamptz else r.wake_at end,
    lease_owner = case when $19 then null else r.lease_owner end,
    lease_until = case when $19 then null else $20::timestamptz end,
    seen_doorbell = coalesce($21, r.seen_doorbell),
    handled_errors = coalesce($22, r.handled_errors),
    failed_step_id = case when r.status in ('completed', 'failed', 'cancelled') then r.failed_step_id else coalesce($23, r.failed_step_id) end,
    error_message = case when r.status in ('completed', 'failed', 'cancelled') then r.error_message else coalesce($24, r.error_message) end,
    tokens = r.tokens + $25::int,
    started_at = coalesce(r.started_at, case when $25::int > 0 then $4::timestamptz end),
    completed_at = case when r.status not in ('completed', 'failed', 'cancelled') and $14::"RunStatus" in ('completed', 'failed') then $4 else r.completed_at end
  from ok where r.id = ok.id
  returning r.status, r.doorbell, r.flow_id, r.workspace_id
)
select exists (select 1 from fence) as fenced, exists (select 1 from ok) as paid, run.status, run.doorbell,
  coalesce(f.halted_at, w.halted_at) is not null or $1 <= coalesce(f.cancel_before, '00000000-0000-0000-0000-000000000000'::uuid)
    or $1 <= coalesce(w.cancel_before, '00000000-0000-0000-0000-000000000000'::uuid) as halted
from (select 1) one left join run on true
  left join automation_flows f on f.workspace_id = run.workspace_id and f.id = run.flow_id
  left join workspaces w on w.id = run.workspace_id`;
}

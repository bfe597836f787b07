import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { StepError } from "@/server/domain/errors";
import type { RunMode, RunStatus, StepStatus } from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";

export type WorkflowRunRow = {
  id: string;
  externalId: string | null;
  flowId: string | null;
  flowExternalId: string | null;
  version: number | null;
  eventId: string | null;
  status: RunStatus;
  reason: string | null;
  mode: RunMode;
  triggerEventType: string;
  triggerData: unknown;
  triggerDataOmitted: boolean;
  errorMessage: string | null;
  failedStepId: string | null;
  handledErrors: number;
  milliTokens: number;
  startedAt: Date | null;
  completedAt: Date | null;
  createdAt: Date;
  steps: WorkflowStepRow[];
};

/** Times are text, as the database writes them into JSON. */
export type WorkflowStepRow = {
  stepId: string;
  path: string;
  type: string;
  actionType: string | null;
  status: StepStatus;
  outlet: string | null;
  attempt: number;
  input: unknown;
  output: unknown;
  omitted: boolean;
  error: StepError | null;
  milliTokens: number;
  startedAt: string;
  finishedAt: string | null;
};

type Which =
  | { run: string }
  | { flowId: string; statuses: RunStatus[]; after: { at: string; id: string } | undefined; limit: number };

/** Bodies over this many bytes stand for themselves in the run's page; in a list they would be megabytes. */
const LIST_BYTES = 8 * 1024;
const SINGLE_BYTES = 64 * 1024;

/** Runs with their event's data and their steps, the newest first: one statement for a whole page. */
export async function readWorkflowRuns(workspaceId: WorkspaceId, which: Which): Promise<WorkflowRunRow[]> {
  if ("run" in which) {
    const { run } = which;
    const values = [workspaceId, SINGLE_BYTES, isUuid(run) ? run : null, run];
    return (await pool().query<WorkflowRunRow>({ name: "rest-run", text: ONE, values })).rows;
  }
  const { flowId, statuses, after, limit } = which;
  const values = [workspaceId, LIST_BYTES, flowId, statuses, after?.at ?? null, after?.id ?? null, limit];
  return (await pool().query<WorkflowRunRow>({ name: "rest-history", text: HISTORY, values })).rows;
}

const WITH_STEPS = `
select r.id, r.external_id as "externalId", r.flow_id as "flowId", f.external_id as "flowExternalId",
  case when v.number > 0 then v.number end as version, r.event_id as "eventId", r.status, r.reason, r.mode,
  r.trigger_event_type as "triggerEventType", r.error_message as "errorMessage", r.failed_step_id as "failedStepId",
  r.handled_errors as "handledErrors", r.tokens as "milliTokens", r.started_at as "startedAt",
  r.completed_at as "completedAt", r.created_at as "createdAt",
  case when octet_length(d.data::text) <= 65536 then d.data end as "triggerData",
  coalesce(octet_length(d.data::text) > 65536, false) as "triggerDataOmitted", coalesce(s.steps, '[]') as steps
from page r
left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
left join flow_versions v on v.workspace_id = r.workspace_id and v.id = r.version_id
left join lateral (
  select coalesce(e.payload, p.body) as data from events e
  left join payloads p on p.workspace_id = e.workspace_id and p.id = e.payload_id
  where e.workspace_id = r.workspace_id and e.id = r.event_id
) d on true
left join lateral (
  select json_agg(json_build_object(
    'stepId', l.step_id, 'path', l.iteration_path, 'type', l.step_type, 'actionType', l.action_type, 'status', l.status,
    'outlet', l.outlet, 'attempt', l.attempt, 'error', l.error, 'milliTokens', l.tokens,
    'startedAt', to_char(l.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'finishedAt', to_char(l.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'input', case when b.input_size <= $2::int then b.input end, 'output', case when b.output_size <= $2::int then b.output end,
    'omitted', coalesce(greatest(b.input_size, b.output_size) > $2::int, false)) order by l.run_seq, l.started_at) as steps
  from automation_event_log l
  left join payloads i on i.workspace_id = l.workspace_id and i.id = l.input_id
  left join payloads o on o.workspace_id = l.workspace_id and o.id = l.output_id
  cross join lateral (
    select coalesce(l.payload, i.body) as input, coalesce(l.result, o.body) as output,
      octet_length(coalesce(l.payload, i.body)::text) as input_size, octet_length(coalesce(l.result, o.body)::text) as output_size
  ) b
  where l.workspace_id = r.workspace_id and l.run_id = r.id
) s on true
order by r.created_at desc, r.id desc`;

const ONE = `
with page as materialized (
  select * from flow_executions where workspace_id = $1 and (id = $3::uuid or external_id = $4)
  order by (id = $3::uuid) desc nulls last, created_at desc limit 1
) ${WITH_STEPS}`;

const HISTORY = `
with page as materialized (
  select * from flow_executions
  where workspace_id = $1 and flow_id = $3 and status::text = any($4::text[])
    and ($5::timestamptz is null or (created_at, id) < ($5::timestamptz, $6::uuid))
  order by created_at desc, id desc limit $7
) ${WITH_STEPS}`;

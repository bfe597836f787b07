import { isUuid } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import type { RunMode, RunOrigin, RunStatus } from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";
import { loopJson, type RunLoop } from "@/server/features/run-loops/data";
import { BODIES, STEP_ORDER, stepColumns, type WorkflowStepRow } from "./workflow-step-rows";

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
  origin: RunOrigin;
  parentRunId: string | null;
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
  /** The first of them, of `stepsTotal`. */
  steps: WorkflowStepRow[];
  stepsTotal: number;
  loops: RunLoop[];
};

type Which =
  | { run: string }
  | { flowId: string; statuses: RunStatus[]; after: { at: string; id: string } | undefined; limit: number };

/** Bodies over this many bytes stand for themselves in the run's page; in a list they would be megabytes. */
const LIST_BYTES = 8 * 1024;
const SINGLE_BYTES = 64 * 1024;
/** A run of an ordinary flow is answered whole; what a long loop did is read page by page. */
const LOGGED_STEPS = 500;

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

/** By our id of it or the sender's; what reads of parts of it need to know. */
export async function findWorkflowRun(workspaceId: WorkspaceId, run: string) {
  const { rows } = await pool().query<{ runId: string; versionId: string | null }>({
    name: "rest-find-run",
    text: `select id as "runId", version_id as "versionId" from flow_executions where workspace_id = $1 and (id = $2::uuid or external_id = $3)
      order by (id = $2::uuid) desc nulls last, created_at desc limit 1`,
    values: [workspaceId, isUuid(run) ? run : null, run],
  });
  const [row] = rows;
  return row ? { workspaceId, ...row } : null;
}

const WITH_STEPS = `
select r.id, r.external_id as "externalId", r.flow_id as "flowId", f.external_id as "flowExternalId",
  case when v.number > 0 then v.number end as version, r.event_id as "eventId", r.status, r.reason, r.mode, r.origin, r.parent_run_id as "parentRunId",
  r.trigger_event_type as "triggerEventType", r.error_message as "errorMessage", r.failed_step_id as "failedStepId",
  r.handled_errors as "handledErrors", r.tokens as "milliTokens", r.started_at as "startedAt",
  r.completed_at as "completedAt", r.created_at as "createdAt",
  case when octet_length(d.data::text) <= 65536 then d.data end as "triggerData",
  coalesce(octet_length(d.data::text) > 65536, false) as "triggerDataOmitted", coalesce(s.steps, '[]') as steps,
  t.total as "stepsTotal", coalesce(p.loops, '[]') as loops
from page r
left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
left join flow_versions v on v.workspace_id = r.workspace_id and v.id = r.version_id
left join lateral (
  select coalesce(e.payload, p.body) as data from events e
  left join payloads p on p.workspace_id = e.workspace_id and p.id = e.payload_id
  where e.workspace_id = r.workspace_id and e.id = r.event_id
) d on true
left join lateral (
  select json_agg(l.step order by l.place) as steps from (
    select ${stepColumns("$2::int")} as step, row_number() over (${STEP_ORDER}) as place
    from (select * from automation_event_log l where l.workspace_id = r.workspace_id and l.run_id = r.id ${STEP_ORDER} limit ${LOGGED_STEPS}) l
    ${BODIES}
  ) l
) s on true
cross join lateral (
  select count(*)::int as total from automation_event_log l where l.workspace_id = r.workspace_id and l.run_id = r.id
) t
left join lateral (
  select json_agg(each.loop) as loops from (
    ${loopJson("s.workspace_id = r.workspace_id and s.run_id = r.id and s.iteration_path = ''")}
  ) each
) p on true
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

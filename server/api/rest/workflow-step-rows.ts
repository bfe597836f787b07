import { pool } from "@/server/db/pool";
import type { StepError } from "@/server/domain/errors";
import type { StepStatus } from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";

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
  /** Number of its last write within the run. */
  seq: number;
};

/** As the steps were last written; of one write, by their ids. */
export const STEP_ORDER = "order by l.run_seq, l.started_at, l.step_id, l.iteration_path";

/** A row of automation_event_log named l, with BODIES joined to it, as a WorkflowStepRow. `bytes`: what longer bodies leave out. */
export const stepColumns = (bytes: string) => `json_build_object(
    'stepId', l.step_id, 'path', l.iteration_path, 'type', l.step_type, 'actionType', l.action_type, 'status', l.status,
    'outlet', l.outlet, 'attempt', l.attempt, 'error', l.error, 'milliTokens', l.tokens, 'seq', l.run_seq,
    'startedAt', to_char(l.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'finishedAt', to_char(l.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'input', case when b.input_size <= ${bytes} then b.input end, 'output', case when b.output_size <= ${bytes} then b.output end,
    'omitted', coalesce(greatest(b.input_size, b.output_size) > ${bytes}, false))`;

export const BODIES = `
  left join payloads i on i.workspace_id = l.workspace_id and i.id = l.input_id
  left join payloads o on o.workspace_id = l.workspace_id and o.id = l.output_id
  cross join lateral (
    select coalesce(l.payload, i.body) as input, coalesce(l.result, o.body) as output,
      octet_length(coalesce(l.payload, i.body)::text) as input_size, octet_length(coalesce(l.result, o.body)::text) as output_size
  ) b`;

/** Where a page of steps ends. A step that is written again meanwhile comes again, further on. */
export type StepPlace = { seq: number; at: string; step: string; path: string };

export const placeOf = ({ seq, startedAt, stepId, path }: WorkflowStepRow): StepPlace => ({
  seq,
  at: startedAt,
  step: stepId,
  path,
});

type Which = { runId: string; path: string | undefined; after: StepPlace | undefined; limit: number };

/** Steps of one run, in their order; `path`: of one round of a loop alone. */
export async function readWorkflowSteps(workspaceId: WorkspaceId, { runId, path, after, limit }: Which) {
  const round = roundOf(path);
  const { rows } = await pool().query<{ step: WorkflowStepRow }>({
    name: `rest-run-steps-${round}`,
    text: `select ${stepColumns("$9::int")} as step
      from (select * from automation_event_log l where l.workspace_id = $1 and l.run_id = $2 and ${OF_ROUND[round]}
        and ($4::int is null or (l.run_seq, l.started_at, l.step_id, l.iteration_path) > ($4::int, $5::timestamptz, $6::text, $7::text))
        ${STEP_ORDER} limit $8) l
      ${BODIES} ${STEP_ORDER}`,
    values: [
      workspaceId,
      runId,
      path ?? null,
      after?.seq ?? null,
      after?.at ?? null,
      after?.step ?? null,
      after?.path ?? null,
      limit,
      STEP_BYTES,
    ],
  });
  return rows.map(({ step }) => step);
}

const STEP_BYTES = 64 * 1024;

/** Of an item also the handlers that its loop shares with others: their paths name the loop, behind an @. */
const OF_ROUND = {
  any: "$3::text is null",
  item: "split_part(l.iteration_path, '@', 1) = $3 and l.iteration_path <> ''",
  exact: "l.iteration_path = $3",
};

function roundOf(path: string | undefined): keyof typeof OF_ROUND {
  if (path === undefined) return "any";
  return path === "" || path.includes("@") ? "exact" : "item";
}

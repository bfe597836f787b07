import { pool } from "@/server/db/pool";
import { AppError, type StepError } from "@/server/domain/errors";
import type { StepStatus } from "@/server/domain/run";
import type { WorkspaceId } from "@/server/domain/workspace";

/** Bodies over this many bytes are not part of a page; `getStepData` has them. */
export const SHOWN_BYTES = 64 * 1024;

export type RunStep = {
  stepId: string;
  path: string;
  status: StepStatus;
  stepType: string;
  actionType: string | null;
  attempt: number;
  outlet: string | null;
  input: unknown;
  output: unknown;
  /** `input` or `output` is left out for its size. */
  inputOmitted: boolean;
  outputOmitted: boolean;
  /** It was over 2 KB, and is past the days that such bodies are kept. */
  inputGone: boolean;
  outputGone: boolean;
  error: StepError | null;
  attempts: StepAttempt[];
  wakeAt: Date | null;
  milliTokens: number;
  tokenNote: string | null;
  runSeq: number;
  startedAt: Date;
  finishedAt: Date | null;
};

export type StepAttempt = { attempt: number; error: StepError | null; startedAt: string; finishedAt: string };

/** As the database writes it: times are text. */
export type StepJson = Omit<RunStep, TimeKey> & StepTimes;

/**
 * A step as JSON, its bodies up to so many bytes (a parameter's number). `source` is what follows `from`: rows of
 * automation_event_log named s.
 */
export const stepJson = (source: string, bytes: string) => `
  select json_build_object(
    'stepId', s.step_id, 'path', s.iteration_path, 'status', s.status, 'stepType', s.step_type, 'actionType', s.action_type,
    'attempt', s.attempt, 'outlet', s.outlet, 'error', s.error, 'wakeAt', s.wake_at, 'milliTokens', s.tokens,
    'tokenNote', s.token_note, 'runSeq', s.run_seq, 'startedAt', s.started_at, 'finishedAt', s.finished_at,
    'input', case when b.input_size <= ${bytes} then b.input end, 'inputOmitted', coalesce(b.input_size > ${bytes}, false),
    'output', case when b.output_size <= ${bytes} then b.output end, 'outputOmitted', coalesce(b.output_size > ${bytes}, false),
    'inputGone', s.input_id is not null and b.input is null, 'outputGone', s.output_id is not null and b.output is null,
    'attempts', coalesce((
      select json_agg(json_build_object('attempt', a.attempt, 'error', a.error, 'startedAt', a.started_at, 'finishedAt', a.finished_at) order by a.attempt)
      from step_attempts a where a.run_id = s.run_id and a.step_id = s.step_id and a.iteration_path = s.iteration_path), '[]')
  ) as step, s.run_seq
  from ${source}
  left join payloads i on i.id = s.input_id and i.workspace_id = s.workspace_id
  left join payloads o on o.id = s.output_id and o.workspace_id = s.workspace_id
  cross join lateral (
    select coalesce(s.payload, i.body) as input, coalesce(s.result, o.body) as output,
      octet_length(coalesce(s.payload, i.body)::text) as input_size, octet_length(coalesce(s.result, o.body)::text) as output_size
  ) b`;

type TimeKey = "wakeAt" | "startedAt" | "finishedAt";
type StepTimes = { wakeAt: string | null; startedAt: string; finishedAt: string | null };

export const withDates = (step: StepJson): RunStep => ({
  ...step,
  wakeAt: step.wakeAt ? new Date(step.wakeAt) : null,
  startedAt: new Date(step.startedAt),
  finishedAt: step.finishedAt ? new Date(step.finishedAt) : null,
});

/** Input and output of one step, whole. */
export async function getStepData(workspaceId: WorkspaceId, runId: string, stepId: string, path: string) {
  const { rows } = await pool().query<{ input: unknown; output: unknown }>(
    `select coalesce(s.payload, i.body) as input, coalesce(s.result, o.body) as output from automation_event_log s
     left join payloads i on i.id = s.input_id and i.workspace_id = s.workspace_id
     left join payloads o on o.id = s.output_id and o.workspace_id = s.workspace_id
     where s.workspace_id = $1 and s.run_id = $2 and s.step_id = $3 and s.iteration_path = $4`,
    [workspaceId, runId, stepId, path],
  );
  const [data] = rows;
  if (!data) throw new AppError("not_found", "This run has no such step. Reload the page.");
  return data;
}

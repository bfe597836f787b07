import * as z from "zod";
import { type RunStatus, stepStatusSchema } from "@/server/domain/run";
import type { WorkflowRunRow, WorkflowStepRow } from "./workflow-run-rows";

/** The four words for runs outside; `detail` says which kind of running it is. */
export const apiRunStatus = z.enum(["running", "completed", "failed", "cancelled"]);
type ApiRunStatus = z.infer<typeof apiRunStatus>;

const OPEN: RunStatus[] = ["queued", "running", "waiting", "held"];

export const statusesOf = (status: ApiRunStatus | undefined): RunStatus[] =>
  status === undefined
    ? [...OPEN, "completed", "failed", "cancelled"]
    : status === "running"
      ? OPEN
      : [status];

const instant = z.iso.datetime().nullable();
const tokens = z.number().meta({ description: "What it cost." });

const stepSchema = z.object({
  step_id: z.string(),
  path: z.string().meta({ description: "Which round of which loop, such as 3.17; empty outside of loops." }),
  type: z.string(),
  action_type: z.string().nullable(),
  status: stepStatusSchema,
  outlet: z.string().nullable().meta({ description: "The way that was taken: true, false, success, error." }),
  attempt: z.int(),
  input: z.unknown(),
  output: z.unknown(),
  data_omitted: z.boolean().meta({ description: "Input or output is null here for its size." }),
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
  tokens,
  started_at: z.iso.datetime(),
  finished_at: instant,
});

export const workflowRunSchema = z.object({
  id: z.uuid(),
  external_id: z.string().nullable(),
  flow_id: z.uuid().nullable(),
  flow_external_id: z.string().nullable(),
  version: z.int().nullable().meta({ description: "Of the flow; null for a test of a draft." }),
  event_id: z.uuid().nullable(),
  status: apiRunStatus,
  detail: z.string().nullable().meta({
    description: "queued, waiting or held while it is running; why it ended as it did.",
  }),
  mode: z.enum(["live", "test"]),
  trigger_event_type: z.string(),
  trigger_data: z.unknown(),
  trigger_data_omitted: z.boolean().meta({ description: "trigger_data is null here for its size." }),
  execution_log: z.array(stepSchema).meta({ description: "Its steps, in the order in which they went." }),
  execution_results: z
    .record(z.string(), z.unknown())
    .meta({ description: "Output of each step that went well, by the step's id (in loops: id and path)." }),
  started_at: instant,
  completed_at: instant,
  created_at: z.iso.datetime(),
  error_message: z.string().nullable(),
  failed_step_id: z.string().nullable(),
  handled_errors: z.int().meta({ description: "Steps that failed and were taken care of." }),
  tokens,
});

export function workflowRunAnswer(row: WorkflowRunRow): z.input<typeof workflowRunSchema> {
  const isOpen = OPEN.includes(row.status);
  return {
    id: row.id,
    external_id: row.externalId,
    flow_id: row.flowId,
    flow_external_id: row.flowExternalId,
    version: row.version,
    event_id: row.eventId,
    status: apiRunStatus.catch("running").parse(row.status),
    detail: isOpen ? (row.status === "running" ? null : row.status) : row.reason,
    mode: row.mode,
    trigger_event_type: row.triggerEventType,
    trigger_data: row.triggerData,
    trigger_data_omitted: row.triggerDataOmitted,
    execution_log: row.steps.map(stepAnswer),
    execution_results: resultsOf(row.steps),
    started_at: row.startedAt?.toISOString() ?? null,
    completed_at: row.completedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    error_message: row.errorMessage,
    failed_step_id: row.failedStepId,
    handled_errors: row.handledErrors,
    tokens: row.milliTokens / 1000,
  };
}

const stepAnswer = (step: WorkflowStepRow): z.input<typeof stepSchema> => ({
  step_id: step.stepId,
  path: step.path,
  type: step.type,
  action_type: step.actionType,
  status: step.status,
  outlet: step.outlet,
  attempt: step.attempt,
  input: step.input,
  output: step.output,
  data_omitted: step.omitted,
  error: step.error,
  tokens: step.milliTokens / 1000,
  started_at: step.startedAt,
  finished_at: step.finishedAt,
});

function resultsOf(steps: WorkflowStepRow[]): Record<string, unknown> {
  const done = steps.filter(({ status }) => status === "succeeded");
  return Object.fromEntries(
    done.map(({ stepId, path, output }) => [path === "" ? stepId : `${stepId}[${path}]`, output]),
  );
}

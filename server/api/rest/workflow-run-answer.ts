import * as z from "zod";
import { type RunStatus, runOriginSchema } from "@/server/domain/run";
import type { RunLoop } from "@/server/features/run-loops/data";
import { writeCursor } from "./workflow-page";
import type { WorkflowRunRow } from "./workflow-run-rows";
import { instant, tokens, workflowStepAnswer, workflowStepSchema } from "./workflow-step-answer";
import { placeOf, type WorkflowStepRow } from "./workflow-step-rows";

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

export const loopSchema = z.object({
  step_id: z.string(),
  path: z.string().meta({ description: "Which round of which loops around it; empty outside of loops." }),
  total: z.int().meta({ description: "Items of its list." }),
  begun: z.int(),
  succeeded: z.int(),
  failed: z.int(),
  open: z.int().meta({ description: "Items under way." }),
});

export const loopAnswer = ({ stepId, ...loop }: RunLoop): z.input<typeof loopSchema> => ({
  step_id: stepId,
  ...loop,
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
  origin: runOriginSchema.meta({ description: "What it was started by; replay: it repeats another run." }),
  parent_run_id: z.uuid().nullable().meta({ description: "The run whose step started it." }),
  trigger_event_type: z.string(),
  trigger_data: z.unknown(),
  trigger_data_omitted: z.boolean().meta({ description: "trigger_data is null here for its size." }),
  execution_log: z.array(workflowStepSchema).meta({
    description: "Its steps, in the order in which they went; of a run with more than 500 the first 500.",
  }),
  execution_log_cut: z.boolean().meta({
    description: "There are more steps than execution_log and execution_results have: go on at steps_url.",
  }),
  steps_total: z.int().meta({ description: "How many steps there are; each round of a loop counts." }),
  steps_url: z
    .string()
    .meta({ description: "Where its steps are read page by page, from the first left out on." }),
  loops: z.array(loopSchema).meta({ description: "How far its loops are." }),
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
    origin: row.origin,
    parent_run_id: row.parentRunId,
    trigger_event_type: row.triggerEventType,
    trigger_data: row.triggerData,
    trigger_data_omitted: row.triggerDataOmitted,
    execution_log: row.steps.map(workflowStepAnswer),
    execution_log_cut: isCut(row),
    steps_total: row.stepsTotal,
    steps_url: stepsUrl(row),
    loops: row.loops.map(loopAnswer),
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

function resultsOf(steps: WorkflowStepRow[]): Record<string, unknown> {
  const done = steps.filter(({ status }) => status === "succeeded");
  return Object.fromEntries(
    done.map(({ stepId, path, output }) => [path === "" ? stepId : `${stepId}[${path}]`, output]),
  );
}

const isCut = ({ steps, stepsTotal }: WorkflowRunRow) => stepsTotal > steps.length;

function stepsUrl(row: WorkflowRunRow): string {
  const last = isCut(row) ? row.steps.at(-1) : undefined;
  return `/api/v1/runs/${row.id}/steps${last ? `?cursor=${writeCursor(placeOf(last))}` : ""}`;
}

import * as z from "zod";
import { stepStatusSchema } from "@/server/domain/run";
import type { WorkflowStepRow } from "./workflow-step-rows";

export const instant = z.iso.datetime().nullable();
export const tokens = z.number().meta({ description: "What it cost." });

export const workflowStepSchema = z.object({
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

export const workflowStepAnswer = (step: WorkflowStepRow): z.input<typeof workflowStepSchema> => ({
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

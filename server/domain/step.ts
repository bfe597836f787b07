import * as z from "zod";
import { conditionSchema } from "./condition";
import { durationSchema } from "./duration";

/** Id of the step to go to, or "end". Absent: the next step in the list. */
const target = z.string().min(1).max(100).optional();

const base = {
  id: z
    .string()
    .min(1)
    .max(100)
    .refine(
      (id) => id !== "end" && id !== "$trigger",
      "“end” and “$trigger” are reserved: choose another id",
    ),
  name: z.string().max(200).optional(),
  description: z.string().max(2000).optional(),
};

/** Per-step override of the flow's settings. */
const effort = {
  timeout: z.number().int().min(100).max(900_000).optional(),
  retry_count: z.number().int().min(0).max(20).optional(),
  retry_delay: z.number().int().min(0).max(3_600_000).optional(),
};

const config = z.record(z.string(), z.json());

export const conditionStepSchema = z.object({
  ...base,
  type: z.literal("condition"),
  condition: conditionSchema,
  on_true: target,
  on_false: target,
});

export const actionStepSchema = z.object({
  ...base,
  ...effort,
  type: z.literal("action"),
  /** UUID or slug of a plugin; absent: platform first, then the only plugin that has the action. */
  plugin_id: z.string().min(1).max(200).optional(),
  action_id: z.string().min(1).max(200),
  config: config.default({}),
  connection_id: z.string().max(200).optional(),
  on_success: target,
  on_error: target,
});

export const delayStepSchema = z
  .object({
    ...base,
    type: z.literal("delay"),
    /** Applied in this order: `for`, then `until`, then `next`. */
    for: durationSchema.optional(),
    /** An instant or a {{ reference }} to one; a past one does not wait. */
    until: z.string().max(500).optional(),
    /** The next time the clock shows `time` on one of `weekdays` (1 = Monday) in `zone`. */
    next: z
      .object({
        time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "write a time as 09:00"),
        weekdays: z.array(z.number().int().min(1).max(7)).max(7).optional(),
        zone: z.string().max(64).default("workspace"),
      })
      .optional(),
    on_success: target,
  })
  .refine((step) => step.for || step.until || step.next, {
    message: "say how long to wait: for, until or next",
    path: ["for"],
  });

export const waitForEventStepSchema = z.object({
  ...base,
  type: z.literal("wait_for_event"),
  event_types: z.array(z.string().min(1).max(200)).min(1).max(50),
  /** Payload path → value the event must have there (templates allowed). */
  match: z.record(z.string(), z.json()).default({}),
  /** Only events of the run's own contact. */
  same_contact: z.boolean().default(true),
  timeout: durationSchema.optional(),
  on_event: target,
  on_timeout: target,
});

export const branchStepSchema = z.object({
  ...base,
  type: z.literal("branch"),
  /** The first case whose condition holds is taken. Its outlet is `case:<id>`. */
  cases: z
    .array(
      z.object({
        id: z.string().min(1).max(100),
        name: z.string().max(200).optional(),
        condition: conditionSchema,
        target: z.string().min(1).max(100),
      }),
    )
    .min(1)
    .max(50),
  on_default: target,
});

export const parallelStepSchema = z.object({
  ...base,
  type: z.literal("parallel"),
  /** All are taken at once. Outlets are `branch:<index>`. */
  branches: z
    .array(z.object({ name: z.string().max(200).optional(), target: z.string().min(1).max(100) }))
    .min(1)
    .max(50),
});

export const joinStepSchema = z.object({
  ...base,
  type: z.literal("join"),
  /** all: when every incoming edge is decided; any: at the first one that arrives. It runs once either way. */
  mode: z.enum(["all", "any"]).default("all"),
  on_success: target,
});

export const forEachStepSchema = z.object({
  ...base,
  type: z.literal("for_each"),
  /** A {{ reference }} to a list, or the list itself. */
  items: z.union([z.string().max(500), z.array(z.json())]),
  /** First step of the body. Body steps are those reachable from it; they are entered only through it. */
  body: z.string().min(1).max(100),
  concurrency: z.number().int().min(1).max(100).default(1),
  limit: z.number().int().min(1).max(10_000).default(1_000),
  on_item_error: z.enum(["stop", "continue"]).default("stop"),
  on_success: target,
  on_error: target,
});

export const approvalStepSchema = z.object({
  ...base,
  type: z.literal("approval"),
  message: z.string().max(5000).default(""),
  approvers: z
    .object({ roles: z.array(z.string()).default([]), user_ids: z.array(z.string()).default([]) })
    .prefault({}),
  timeout: durationSchema.optional(),
  on_approved: target,
  on_rejected: target,
  on_timeout: target,
});

/**
 * Runs another flow of the workspace as a run of its own, and waits for its end. The step's output is
 * { run_id, status, output }: what its `end` step gives out, or its variables when that gives nothing out.
 */
export const subFlowStepSchema = z.object({
  ...base,
  type: z.literal("sub_flow"),
  /** Id of the flow, ours or the workspace's own. Its published version runs, whether or not the flow is on. */
  flow_id: z.string().min(1).max(200),
  /** The trigger data of the run. */
  input: config.default({}),
  on_success: target,
  on_error: target,
});

export const setVariablesStepSchema = z.object({
  ...base,
  type: z.literal("set_variables"),
  variables: config,
  on_success: target,
});

export const codeStepSchema = z.object({
  ...base,
  ...effort,
  type: z.literal("code"),
  source: z.string().max(100_000),
  input: config.default({}),
  on_success: target,
  on_error: target,
});

export const endStepSchema = z.object({
  ...base,
  type: z.literal("end"),
  reason: z.string().max(500).optional(),
  outcome: z.enum(["completed", "failed"]).default("completed"),
  /** What the flow gives back to a sub_flow step that waits for it. Templates allowed. */
  output: config.optional(),
});

export const stepSchema = z.discriminatedUnion("type", [
  conditionStepSchema,
  actionStepSchema,
  delayStepSchema,
  waitForEventStepSchema,
  branchStepSchema,
  parallelStepSchema,
  joinStepSchema,
  forEachStepSchema,
  approvalStepSchema,
  subFlowStepSchema,
  setVariablesStepSchema,
  codeStepSchema,
  endStepSchema,
]);

export type Step = z.infer<typeof stepSchema>;
export type StepType = Step["type"];
export type ActionStep = z.infer<typeof actionStepSchema>;

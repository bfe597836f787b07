/**
 * The flow document, and the glossary of the product.
 *
 * Workspace        a tenant; members have a role: owner, admin, editor, viewer
 * Flow             a named automation; has a draft and immutable published FlowVersions
 * FlowDefinition   the JSON document below. A value: it is never changed in place
 * Step             one box of a flow
 * FlowEdit         any change a person can make to a definition; `applyEdit` is the only way
 * Event            something that happened: type, payload, source, dedupe key
 * Run              one execution of one FlowVersion for one Event (seed documents say "execution")
 * StepRun          one step's outcome in a run: attempt, input, output or error, times, tokens
 * Outlet           the named way out of a step: success, error, true, false, event, timeout, a case id
 * ActionDefinition what an action step can be: key, words, schema, `run`
 * Integration      an app (Slack, Twilio): auth kind, actions, triggers
 * Connection       a workspace's sealed credentials for an integration
 * Plugin           an outside service that registered capabilities and is called over HTTP
 * UsageRecord      something billable happened once, in milli-tokens (integer)
 * Plan             what a customer pays for. Never what the engine does
 */
import * as z from "zod";
import { conditionSchema } from "./condition";
import { flowInputSchema } from "./flow-input";
import { LIMITS } from "./flow-limits";
import { settingsSchema } from "./flow-settings";
import { stepSchema } from "./step";

export { END, LIMITS } from "./flow-limits";

export const triggerSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("event"),
    event_types: z.array(z.string().min(1).max(200)).min(1).max(50),
    /** `platform` (or absent) matches any source; another slug only events authenticated as that plugin. */
    plugin_id: z.string().max(200).optional(),
    filter: conditionSchema.optional(),
  }),
  z.object({ type: z.literal("webhook"), filter: conditionSchema.optional() }),
  z.object({
    type: z.literal("schedule"),
    cron: z.string().min(1).max(200),
    timezone: z.string().max(64).default("UTC"),
  }),
  z.object({
    type: z.literal("manual"),
    /** What it is to be given; a sub_flow step that gives something else fails. */
    input: flowInputSchema.optional(),
  }),
]);

export const flowStatusSchema = z.enum(["draft", "active", "paused", "archived"]);

export const positionSchema = z.object({ x: z.number(), y: z.number() });

/** A remark on the canvas. */
export const noteSchema = z.object({
  id: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  text: z.string().max(5000),
});

export const flowDefinitionSchema = z.object({
  schema: z.literal(1).default(1),
  trigger: triggerSchema,
  steps: z.array(stepSchema).max(LIMITS.steps),
  /** Reached by a step's on_error; also the catch-all of a failing step that names no on_error. */
  error_handlers: z.array(stepSchema).max(LIMITS.steps).default([]),
  variables: z.record(z.string().max(100), z.json()).default({}),
  settings: settingsSchema.prefault({}),
  /** View data: where boxes stand, and notes. Ignored by the engine, by diffs and by stale marks. */
  layout: z
    .object({
      positions: z.record(z.string(), positionSchema).default({}),
      notes: z.array(noteSchema).max(200).default([]),
    })
    .optional(),
});

export type FlowTrigger = z.infer<typeof triggerSchema>;
export type FlowStatus = z.infer<typeof flowStatusSchema>;
export type FlowDefinition = z.infer<typeof flowDefinitionSchema>;

import * as z from "zod";
import { flowDefinitionSchema, noteSchema, positionSchema, triggerSchema } from "./flow";
import { fragmentSchema } from "./flow-fragment";
import { settingsSchema } from "./flow-settings";
import { branchStepSchema, stepSchema } from "./step";

const id = z.string().min(1).max(100);
const anchor = z.object({ stepId: id, outlet: z.string().max(200).optional() });
const caseSchema = branchStepSchema.shape.cases.element;
const variableName = z.string().min(1).max(100);

/** Any change a person can make to a definition. `applyEdit` makes it. */
export const flowEditSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set_trigger"), trigger: triggerSchema }),
  z.object({
    kind: z.literal("add_step"),
    step: stepSchema,
    /** On the arrow out of this step (`$trigger`: before the first step); its usual one when no outlet is named. Absent: at the end of the list. */
    after: anchor.optional(),
    /** Instead: on every way that leads to this step. */
    before: id.optional(),
    position: positionSchema.optional(),
  }),
  /** Top-level fields to set; null takes one away. */
  z.object({ kind: z.literal("update_step"), stepId: id, changes: z.record(z.string(), z.json()) }),
  /** What led to it then leads where it led. A loop is removed with its body. */
  z.object({ kind: z.literal("remove_step"), stepId: id }),
  /** Several at once, the flow closed behind them. */
  z.object({ kind: z.literal("remove_steps"), stepIds: z.array(id).min(1).max(1000) }),
  /** A piece of a flow, with new ids, on an arrow or beside the flow: see `freshFragment`. */
  z.object({ kind: z.literal("insert_steps"), fragment: fragmentSchema, after: anchor.optional() }),
  /** With its branches, or the body of the loop it is. Behind a step on one of its ways, or before one on all ways to it. */
  z.object({
    kind: z.literal("move_step"),
    stepId: id,
    after: anchor.optional(),
    before: id.optional(),
  }),
  z.object({
    kind: z.literal("add_case"),
    stepId: id,
    case: caseSchema.partial({ id: true, target: true }),
    at: z.number().int().min(0).optional(),
  }),
  /** `withSteps`: what only it led to goes, too. */
  z.object({ kind: z.literal("remove_case"), stepId: id, caseId: id, withSteps: z.boolean().default(false) }),
  z.object({
    kind: z.literal("add_branch"),
    stepId: id,
    name: z.string().max(200).optional(),
    target: id.optional(),
  }),
  z.object({
    kind: z.literal("remove_branch"),
    stepId: id,
    index: z.number().int().min(0),
    withSteps: z.boolean().default(false),
  }),
  /** In everything that people write: texts, names, values, fields of conditions. Not in ids. */
  z.object({
    kind: z.literal("replace_text"),
    find: z.string().min(1).max(1000),
    replace: z.string().max(5000),
    matchCase: z.boolean().default(false),
    /** Only in this step. */
    stepId: id.optional(),
  }),
  /** One reference of one text: `trigger.emial` is `trigger.email`. stepId null: in the trigger or the settings. */
  z.object({
    kind: z.literal("correct_reference"),
    stepId: id.nullable(),
    field: z.string().max(500),
    from: z.string().min(1).max(500),
    to: z.string().min(1).max(500),
  }),
  z.object({ kind: z.literal("rename_step_id"), stepId: id, newId: id }),
  z.object({ kind: z.literal("connect"), from: id, outlet: z.string().max(200), to: id }),
  z.object({ kind: z.literal("disconnect"), from: id, outlet: z.string().max(200) }),
  z.object({
    kind: z.literal("add_handler"),
    step: stepSchema,
    /** The step whose errors it is to take; the others go where they went. */
    from: id.optional(),
    position: positionSchema.optional(),
  }),
  z.object({ kind: z.literal("remove_handler"), stepId: id }),
  z.object({ kind: z.literal("set_variable"), name: variableName, value: z.json() }),
  z.object({ kind: z.literal("remove_variable"), name: variableName }),
  z.object({ kind: z.literal("set_variables"), variables: z.record(variableName, z.json()) }),
  /** Fields to set; the others stay. null takes an optional one away. */
  z.object({ kind: z.literal("set_settings"), settings: z.partialRecord(settingsSchema.keyof(), z.json()) }),
  z.object({ kind: z.literal("move"), positions: z.record(id, positionSchema) }),
  /** No box stands where a person put it any more: the layout decides again. Notes stay. */
  z.object({ kind: z.literal("tidy") }),
  z.object({ kind: z.literal("add_note"), note: noteSchema }),
  z.object({
    kind: z.literal("update_note"),
    noteId: z.string(),
    changes: noteSchema.omit({ id: true }).partial(),
  }),
  z.object({ kind: z.literal("remove_note"), noteId: z.string() }),
  z.object({ kind: z.literal("replace"), definition: flowDefinitionSchema }),
]);

export type FlowEdit = z.infer<typeof flowEditSchema>;

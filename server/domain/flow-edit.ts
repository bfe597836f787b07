import * as z from "zod";
import { flowDefinitionSchema, noteSchema, positionSchema, triggerSchema } from "./flow";
import { fragmentSchema } from "./flow-fragment";
import { settingsSchema } from "./flow-settings";
import { stepSchema } from "./step";

const id = z.string().min(1).max(100);
const anchor = z.object({ stepId: id, outlet: z.string().max(200).optional() });
const variableName = z.string().min(1).max(100);

/** Any change a person can make to a definition. `applyEdit` makes it. */
export const flowEditSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("set_trigger"), trigger: triggerSchema }),
  z.object({
    kind: z.literal("add_step"),
    step: stepSchema,
    /** On the arrow out of this step (`$trigger`: before the first step); its usual one when no outlet is named. Absent: at the end of the list. */
    after: anchor.optional(),
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

import * as z from "zod";
import { AppError } from "./errors";
import { type FlowDefinition, noteSchema, triggerSchema } from "./flow";
import { settingsSchema } from "./flow-settings";
import { type Step, stepSchema } from "./step";

/** A text that somebody wrote into a flow, and where. */
export type FlowText = { stepId: string | null; field: string; text: string };

/** Every text of a flow in which people look for words: not the ids by which its parts name each other. */
export function flowTexts(definition: FlowDefinition): FlowText[] {
  const texts: FlowText[] = [];
  mapFlowTexts(definition, (text, stepId, field) => {
    texts.push({ stepId, field, text });
    return text;
  });
  return texts;
}

type Change = (text: string, stepId: string | null, field: string) => string;

/** The flow with its texts changed; what does not change stays the same object. Refused when it would not be right. */
export function mapFlowTexts(definition: FlowDefinition, change: Change): FlowDefinition {
  const map = <Value>(
    schema: z.ZodType<Value>,
    value: Value,
    stepId: string | null,
    field: string,
  ): Value => {
    const mapped = mapValue(value, stepId, field, change);
    if (mapped === value) return value;
    const parsed = schema.safeParse(mapped);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join(".") ?? "";
    throw new AppError(
      "invalid",
      `Nothing was changed: ${stepId === null ? `“${field}”` : `step “${stepId}”`} would not be right (${place} ${issue?.message}).`,
    );
  };
  const mapSteps = (list: Step[]): Step[] => {
    const changed = list.map((step) => map(stepSchema, step, step.id, ""));
    return changed.every((step, index) => step === list[index]) ? list : changed;
  };
  const { layout } = definition;
  const parts = {
    trigger: map(triggerSchema, definition.trigger, null, "trigger"),
    steps: mapSteps(definition.steps),
    error_handlers: mapSteps(definition.error_handlers),
    variables: map(variablesSchema, definition.variables, null, "variables"),
    settings: map(settingsSchema, definition.settings, null, "settings"),
  };
  const notes = layout && map(z.array(noteSchema), layout.notes, null, "layout.notes");
  const same =
    notes === layout?.notes &&
    parts.trigger === definition.trigger &&
    parts.steps === definition.steps &&
    parts.error_handlers === definition.error_handlers &&
    parts.variables === definition.variables &&
    parts.settings === definition.settings;
  if (same) return definition;
  const differs = layout && notes && notes !== layout.notes;
  return { ...definition, ...parts, ...(differs && { layout: { ...layout, notes } }) };
}

const variablesSchema = z.record(z.string(), z.json());

function mapValue(value: unknown, stepId: string | null, field: string, change: Change): unknown {
  if (typeof value === "string") return change(value, stepId, field);
  if (typeof value !== "object" || value === null) return value;
  const isList = Array.isArray(value);
  let differs = false;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    if (!isList && isFixed(field, key)) return [key, inner];
    const mapped = mapValue(inner, stepId, field === "" ? key : `${field}.${key}`, change);
    differs ||= mapped !== inner;
    return [key, mapped];
  });
  if (!differs) return value;
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

/** Ids, kinds and targets hold a flow together: they are no texts. Inside a configuration every key is the action's own. */
function isFixed(field: string, key: string): boolean {
  if (/^(?:config|input|variables|output|match)(?:\.|$)/.test(field)) return false;
  if (/\.value(?:\.|$)/.test(field)) return false;
  return FIXED.has(key) || key.startsWith("on_");
}

const FIXED = new Set([
  ...["id", "type", "action_id", "plugin_id", "condition_id", "connection_id", "flow_id", "target", "body"],
  ...["operator", "unit", "mode", "outcome", "timezone", "zone", "cron", "backoff", "reentry", "time"],
]);

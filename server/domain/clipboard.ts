import * as z from "zod";
import type { FlowDefinition } from "./flow";
import { type FlowFragment, fragmentSchema, takeFragment } from "./flow-fragment";

/** How steps stand on the clipboard: JSON that another flow, another tab and another workspace can read. */
const clipboardSchema = fragmentSchema.extend({ baton: z.literal("steps"), schema: z.literal(1) });

/** Steps and notes (`note:<id>`) as text; "" when nothing of the kind is there. */
export function copySteps(definition: FlowDefinition, ids: readonly string[]): string {
  const fragment = takeFragment(definition, ids);
  if (fragment.steps.length + fragment.handlers.length + fragment.notes.length === 0) return "";
  return JSON.stringify({ baton: "steps", schema: 1, ...fragment });
}

export type Pasted = { ok: true; fragment: FlowFragment } | { ok: false; message: string };

/** What somebody pastes; anything else than copied steps is refused in words. */
export function readClipboard(text: string): Pasted {
  if (text.trim() === "") return refused("The clipboard is empty. Copy steps of a flow first.");
  if (text.length > MOST) return refused("That is too much to paste: 1 MB is the limit.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(FOREIGN);
  }
  if (!isSteps(value)) return refused(FOREIGN);
  if (value.schema !== 1)
    return refused("These steps were copied from another version of the builder. Copy them again.");
  const parsed = clipboardSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused(
      `These steps cannot be pasted: ${issue?.path.map(String).join(".")} is not right (${issue?.message}).`,
    );
  }
  const { baton: _kind, schema: _version, ...fragment } = parsed.data;
  const ids = [...fragment.steps, ...fragment.handlers].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return refused(`These steps cannot be pasted: two of them are called “${twice}”.`);
  return { ok: true, fragment };
}

const MOST = 1024 * 1024;
const FOREIGN = "What was copied are no steps of a flow. Copy steps on a canvas, then paste them here.";

const refused = (message: string): Pasted => ({ ok: false, message });

const isSteps = (value: unknown): value is { baton: "steps"; schema?: unknown } =>
  typeof value === "object" && value !== null && "baton" in value && value.baton === "steps";

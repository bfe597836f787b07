import type { FormField } from "./form-field";

const FEW = 7;
const FIRST = 5;

/** What a form shows at once: all of a short one; of a long one what is needed or filled in, and its first fields. */
export function splitFields(
  fields: readonly FormField[],
  values: Readonly<Record<string, unknown>>,
): { shown: FormField[]; folded: FormField[] } {
  if (fields.length <= FEW) return { shown: [...fields], folded: [] };
  const isShown = (field: FormField, index: number) =>
    field.required || values[field.name] !== undefined || index < FIRST;
  const shown = fields.filter(isShown);
  const folded = fields.filter((field, index) => !isShown(field, index));
  return folded.length < 2 ? { shown: [...fields], folded: [] } : { shown, folded };
}

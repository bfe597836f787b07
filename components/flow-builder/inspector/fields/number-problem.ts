import type { FormField } from "./form-field";

type Bounds = Pick<FormField, "minimum" | "maximum" | "whole">;

/** What keeps a text from being a number of this field, in words. */
export function numberProblem(text: string, { minimum, maximum, whole }: Bounds): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const number = Number(trimmed);
  if (!Number.isFinite(number)) return `“${trimmed}” is not a number.`;
  if (whole && !Number.isInteger(number)) return "It has to be a whole number.";
  if (minimum !== undefined && number < minimum) return `It has to be ${minimum} or more.`;
  // What a schema calls a safe integer is no bound that a person meets.
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && number > maximum)
    return `It has to be ${maximum} or less.`;
  return null;
}

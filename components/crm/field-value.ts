/**
 * What was typed into a custom field. A number, a boolean or an object stays what it was where the words allow it; nothing
 * typed removes the field.
 */
export function fieldValue(text: string, before: unknown): string | number | boolean | null {
  const words = text.trim();
  if (words === "") return null;
  if (typeof before === "number" && Number.isFinite(Number(words))) return Number(words);
  if (typeof before === "boolean" && (words === "true" || words === "false")) return words === "true";
  return words;
}

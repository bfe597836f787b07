/** A field of an input whose shape only its plugin knows, as text; "" when it has none. */
export function inputText(input: unknown, name: string): string {
  if (typeof input !== "object" || input === null) return "";
  const value = new Map<string, unknown>(Object.entries(input)).get(name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

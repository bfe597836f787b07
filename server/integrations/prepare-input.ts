/**
 * What an action's fields are given, made fit to be checked. Configurations are templates, so values come as text where
 * a number is meant, as a number where text is meant, and as null where a reference led nowhere. This is the one place
 * that bends them; the schema then decides.
 */
export function prepareInput(
  input: unknown,
  schema: Record<string, unknown>,
  aliases: Record<string, string>,
): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const given: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(input)) if (!isBlank(value)) given[name] = value;
  for (const [alias, field] of Object.entries(aliases)) {
    if (!(alias in given)) continue;
    given[field] ??= given[alias];
    delete given[alias];
  }
  const prepared: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) prepared[name] = bend(value, fieldType(schema, name));
  return prepared;
}

/** A blank form field and a reference that led nowhere are the same thing: left out. */
const isBlank = (value: unknown) => value === null || value === undefined || value === "";

function bend(value: unknown, type: unknown): unknown {
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (typeof value !== "string") return value;
  const text = value.trim();
  if ((type === "number" || type === "integer") && text !== "" && Number.isFinite(Number(text)))
    return Number(text);
  if ((type === "object" || type === "array") && /^\s*[[{]/.test(value)) return jsonOf(value) ?? value;
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldType(schema: Record<string, unknown>, name: string): unknown {
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null) return undefined;
  const field: unknown = Object.getOwnPropertyDescriptor(properties, name)?.value;
  return typeof field === "object" && field !== null && "type" in field ? field.type : undefined;
}

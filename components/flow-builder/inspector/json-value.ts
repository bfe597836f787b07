import * as z from "zod";

const schema = z.json();

export type Json = z.infer<typeof schema>;
export type JsonObject = Record<string, Json>;

/** What a form holds, as a document may hold it. What is not there, and what JSON cannot say, is null. */
export function toJson(value: unknown): Json {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object with a field set, or taken away when there is nothing in it. */
export function withField(
  object: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): JsonObject {
  const changed: JsonObject = {};
  for (const [key, known] of Object.entries(object))
    if (key !== name) changed[key] = toJson(known);
    else if (!isBlank(value)) changed[key] = toJson(value);
  if (!isBlank(value) && !Object.hasOwn(object, name)) changed[name] = toJson(value);
  return changed;
}

/** A field that was emptied is left out. */
export const isBlank = (value: unknown): boolean => value === undefined || value === null || value === "";

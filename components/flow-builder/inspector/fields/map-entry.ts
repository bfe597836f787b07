import { type Json, toJson } from "../json-value";

/** A value of a map as one line of text: text as it is, everything else as JSON. */
export const entryText = (value: unknown): string =>
  typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);

/** What was typed, as a value: it stays of the kind that it was, as long as it can be read as one. */
export function entryValue(text: string, before: unknown): Json {
  if (typeof before === "string" || before === undefined) return text;
  try {
    return toJson(JSON.parse(text));
  } catch {
    return text;
  }
}

/** The map with a name changed, in its place; null when another entry has that name. */
export function renamedEntry(
  map: Readonly<Record<string, unknown>>,
  name: string,
  wanted: string,
): Record<string, Json> | null {
  if (wanted !== name && Object.hasOwn(map, wanted)) return null;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key === name ? wanted : key, toJson(value)]),
  );
}

/** A name for a new entry: field, field_2 … */
export function freeName(map: Readonly<Record<string, unknown>>, base: string): string {
  if (!Object.hasOwn(map, base)) return base;
  let number = 2;
  while (Object.hasOwn(map, `${base}_${number}`)) number++;
  return `${base}_${number}`;
}

import { parseJson } from "@/components/flows/parse-json";
import { isTemplate, plainReference } from "@/server/domain/template-source";
import { type Json, toJson } from "../json-value";

/** A value as it is edited: JSON, or the bare text of one that is no JSON and could not be taken for it. */
export function jsonText(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  const trimmed = value.trim();
  return /^(?:true|false|null|-?\d|")/.test(trimmed) && parseJson(trimmed).ok ? JSON.stringify(value) : value;
}

export type ReadJson = { ok: true; value: Json | undefined } | { ok: false; message: string };

/**
 * What was typed, as a value. `any`: text that does not look like JSON is text. Otherwise only JSON of that kind will
 * do, or one reference that gives it.
 */
export function readJson(text: string, wanted: "any" | "object" | "list"): ReadJson {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: true, value: undefined };
  if (plainReference(trimmed) !== null) return { ok: true, value: trimmed };
  const parsed = parseJson(trimmed);
  if (!parsed.ok) {
    const isText = wanted === "any" && !/^[[{"]/.test(trimmed);
    const isReference = isTemplate(trimmed) && trimmed.startsWith("{{") && trimmed.endsWith("}}");
    return isText || isReference ? { ok: true, value: text } : { ok: false, message: parsed.message };
  }
  const value = toJson(parsed.value);
  if (wanted === "list" && !Array.isArray(value))
    return { ok: false, message: "This has to be a list: [ … ]." };
  if (wanted === "object" && (typeof value !== "object" || value === null || Array.isArray(value)))
    return { ok: false, message: "This has to be an object: { … }." };
  return { ok: true, value };
}

import { parseJson } from "./parse-json";

export type ReadPayload = { ok: true; payload: Record<string, unknown> } | { ok: false; message: string };

/** The text of a sample event's payload, as an object or as the reason why it is none. */
export function readPayload(text: string): ReadPayload {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { ok: false, message: "A payload is an object: write { } around it." };
  return { ok: true, payload: Object.fromEntries(Object.entries(value)) };
}

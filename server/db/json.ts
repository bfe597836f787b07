/**
 * JSON text that PostgreSQL's jsonb takes: no NUL characters and no half surrogates, which it refuses although JSON
 * allows them. They are dropped (or replaced), because losing an invisible character beats losing the event.
 */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return SUSPECT.test(text) ? JSON.stringify(value, clean) : text;
}

const SUSPECT = /\\u0000|\\ud[89a-f]/i;

function clean(_key: string, value: unknown): unknown {
  if (typeof value === "string") return cleanText(value);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), item]));
}

const cleanText = (text: string) => text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\ufffd");

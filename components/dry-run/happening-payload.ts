import { eventSample } from "@/server/domain/event-catalogue";
import { plainReference } from "@/server/domain/template-source";

type Json = Record<string, unknown>;

/**
 * What an event brings that a wait may match: the catalogue's sample, with what the wait asks for put in. References to
 * the event that started it are looked up there; others are left to whoever tries it.
 */
export function happeningPayload(eventType: string, match: Json, trigger: Json): Json {
  let payload: Json = { ...eventSample(eventType) };
  for (const [path, expected] of Object.entries(match)) {
    const value = known(expected, trigger);
    if (value !== undefined) payload = withValue(payload, path.split("."), value);
  }
  return payload;
}

function known(expected: unknown, trigger: Json): unknown {
  if (typeof expected !== "string" || !expected.includes("{")) return expected;
  const path = plainReference(expected)?.replace(/^trigger\./, "");
  return path === undefined ? undefined : valueAt(trigger, path.split("."));
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return isRecord(value) ? valueAt(value[key], rest) : undefined;
}

function withValue(record: Json, [key, ...rest]: readonly string[], value: unknown): Json {
  if (key === undefined) return record;
  const inner = record[key];
  return {
    ...record,
    [key]: rest.length === 0 ? value : withValue(isRecord(inner) ? inner : {}, rest, value),
  };
}

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

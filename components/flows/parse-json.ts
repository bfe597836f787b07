import { findJsonFault } from "./find-json-fault";

export type ParsedJson = { ok: true; value: unknown } | { ok: false; message: string };

/** JSON that a person typed: the value, or the line to look at. */
export function parseJson(text: string): ParsedJson {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch {
    const line = findJsonFault(text);
    return {
      ok: false,
      message: line === null ? "This is not JSON." : `This is not JSON: look at line ${line}.`,
    };
  }
}

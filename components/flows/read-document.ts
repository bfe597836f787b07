import type { ImportResult } from "@/server/domain/import-flow";
import { parseJson } from "./parse-json";

export type ReadDocument =
  | { ok: true; document: unknown; result: ImportResult }
  | { ok: false; message: string };

/** Reads pasted text as a flow. The reader of documents is heavy and comes only when somebody imports one. */
export async function readDocument(text: string): Promise<ReadDocument> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { importFlow } = await import("@/server/domain/import-flow");
  return { ok: true, document: parsed.value, result: importFlow(parsed.value) };
}

import type { DataScope } from "@/server/domain/data-scope";
import { isTemplate } from "@/server/domain/template-source";
import { valueGist } from "@/server/domain/value-gist";

type Engine = Pick<typeof import("@/server/domain/template"), "renderConfig">;

/** What a setting gives for the sample. `missing`: references that lead nowhere in it. */
export type Preview = { ok: true; text: string; missing: string[] } | { ok: false; message: string };

/** Null: nothing in it refers to anything. */
export function previewOf(value: unknown, scope: DataScope, engine: Engine): Preview | null {
  if (!hasTemplate(value)) return null;
  try {
    const rendered = engine.renderConfig(value, scope);
    return { ok: true, text: previewText(rendered.value), missing: rendered.missing };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

const LONGEST = 400;

function previewText(value: unknown): string {
  if (typeof value === "string") return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  if (Array.isArray(value)) return valueGist(value.length > 0 ? JSON.stringify(value) : value, LONGEST);
  return typeof value === "object" && value !== null
    ? valueGist(JSON.stringify(value), LONGEST)
    : value === null
      ? ""
      : String(value);
}

export function hasTemplate(value: unknown): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(hasTemplate);
}

import { parseJson } from "@/components/flows/parse-json";
import { outletsOf } from "@/server/domain/outlets";
import { type Step, stepSchema } from "@/server/domain/step";
import { isObject, type JsonObject, toJson } from "../json-value";

/** Fields of a step that have their own places in the builder. */
const ELSEWHERE = ["id", "type", "name", "description"];

const waysOf = (step: Step): string[] =>
  outletsOf(step).flatMap(({ field }) => (field === null || field.includes(".") ? [] : [field]));

/** What of a step is written as JSON. */
export function stepText(step: Step): string {
  const hidden = new Set([...ELSEWHERE, ...waysOf(step), "on_timeout"]);
  return JSON.stringify(
    Object.fromEntries(Object.entries(step).filter(([key]) => !hidden.has(key))),
    null,
    2,
  );
}

export type ReadStep = { ok: true; step: Step; changes: JsonObject } | { ok: false; message: string };

/** The written fields as a change of the step: what is not written any more is taken away. */
export function readStep(text: string, step: Step): ReadStep {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  if (!isObject(parsed.value)) return { ok: false, message: "A step is an object: { … }." };
  const hidden = new Set([...ELSEWHERE, ...waysOf(step), "on_timeout"]);
  const foreign = Object.keys(parsed.value).find((key) => hidden.has(key));
  if (foreign) return { ok: false, message: `“${foreign}” is not changed here.` };
  const kept = Object.fromEntries(Object.entries(step).filter(([key]) => hidden.has(key)));
  const read = stepSchema.safeParse({ ...parsed.value, ...kept });
  if (!read.success) {
    const [issue] = read.error.issues;
    return {
      ok: false,
      message: `${issue?.path.join(".") || "The step"}: ${issue?.message ?? "is not right"}.`,
    };
  }
  const changes: JsonObject = {};
  for (const key of Object.keys(step)) if (!hidden.has(key)) changes[key] = null;
  for (const [key, value] of Object.entries(read.data)) if (!hidden.has(key)) changes[key] = toJson(value);
  return { ok: true, step: read.data, changes };
}

import type { Condition } from "@/server/domain/condition";
import type { RunData } from "../data/run-data";
import { toJson } from "../json-value";
import { fieldSample } from "./rule-field";
import { operatorsFor, valueFor, valueForm } from "./rule-kinds";

/** A question about a field with the operator that is usual for its kind, and the sample's value to begin with. */
export function newRule(path: string, view: RunData): Condition {
  const { kind, value } = fieldSample(path, view);
  const [operator = "equals"] = operatorsFor(kind);
  const form = valueForm(operator, kind);
  const begins = kind === "text" || kind === "number" || kind === "boolean" || kind === "date" ? value : "";
  const expected = valueFor(form, begins);
  return { field: path, operator, ...(expected !== undefined && { value: toJson(expected) }) };
}

import { isTemplate } from "@/server/domain/template-source";
import { isObject } from "../json-value";
import { isMoment } from "./date-value";
import type { FormField, Widget } from "./form-field";

/** fixed: a value of the field's own kind. reference: text with {{ }} that gives one when the step runs. */
export type ValueMode = "fixed" | "reference";

/** Text takes references as it is; the others are switched between the two. */
export const holdsText = (widget: Widget): boolean => TEXTS.has(widget);

const TEXTS = new Set<Widget>(["text", "long_text", "email", "phone", "url", "html", "json"]);

/** How a stored value is to be shown. Text where another kind is meant can only be written, not drawn. */
export function valueMode({ widget }: Pick<FormField, "widget">, value: unknown): ValueMode {
  if (holdsText(widget)) return "fixed";
  if (typeof value === "string" && isTemplate(value)) return "reference";
  return fits(widget, value) ? "fixed" : "reference";
}

function fits(widget: Widget, value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  switch (widget) {
    case "number":
    case "money":
    case "milliseconds":
      return isNumeric(value);
    case "datetime":
    case "date":
      return isMoment(value);
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return isObject(value);
    case "tags":
      return (
        typeof value === "string" || (Array.isArray(value) && value.every((tag) => typeof tag === "string"))
      );
    default:
      return typeof value === "string";
  }
}

/** Documents write numbers as text, too. */
export const isNumeric = (value: unknown): boolean =>
  typeof value === "number" ||
  (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)));

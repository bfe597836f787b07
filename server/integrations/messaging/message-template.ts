import { valuesScope } from "@/server/domain/data-scope";
import { renderValue } from "@/server/domain/template";
import { UNSUBSCRIBE_FIELD, UNSUBSCRIBE_MERGE } from "@/server/domain/unsubscribe-field";
import { escapeHtml } from "./email-layout";

/** A message with merge fields, of the system or of a workspace. */
export type MessageTemplate = {
  /** What steps call it. */
  name: string;
  channel: "email" | "sms";
  subject: string;
  /** Without it the text is laid out. */
  html: string | null;
  text: string;
};

/** With its merge fields filled. `name` is whatever of the data says how somebody is called. */
export function renderTemplate(
  template: MessageTemplate,
  data: Record<string, unknown>,
): { subject: string; body: string; format: "text" | "html" } {
  const values = {
    [UNSUBSCRIBE_FIELD]: UNSUBSCRIBE_MERGE,
    ...data,
    name: firstText(data.customer_name, data.name, data.first_name),
  };
  const plain = valuesScope(values);
  const subject = String(renderValue(template.subject, plain) ?? "");
  if (template.html === null)
    return { subject, body: String(renderValue(template.text, plain) ?? ""), format: "text" };
  const safe = valuesScope(
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, escaped(value)])),
  );
  return { subject, body: String(renderValue(template.html, safe) ?? ""), format: "html" };
}

/** What data brings into HTML is text, whatever it looks like. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return escapeHtml(value);
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value === "object" && value !== null && !(value instanceof Date))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]));
  return value;
}

function firstText(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value.trim() !== "")?.trim();
}

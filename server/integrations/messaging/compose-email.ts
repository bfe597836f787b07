import { valuesScope } from "@/server/domain/data-scope";
import { renderValue } from "@/server/domain/template";
import { findSystemTemplate } from "./system-templates";

export type EmailParts = {
  template?: string | undefined;
  subject?: string | undefined;
  body?: string | undefined;
  /** Merge fields: `name`, `workspace`, and whatever the step gives. */
  data: Record<string, unknown>;
};

/**
 * Subject and text of an email. A subject that the step gives goes before the template's; a template that nobody has
 * falls back to the step's own subject and text.
 */
export function composeEmail({ template, subject, body, data }: EmailParts): {
  subject: string;
  body: string;
  template: string | null;
} {
  const found = template ? findSystemTemplate(template) : null;
  if (!found) return { subject: subject ?? "", body: body ?? subject ?? "", template: null };
  const scope = valuesScope({ ...data, name: firstText(data.customer_name, data.name, data.first_name) });
  return {
    subject: subject ?? String(renderValue(found.subject, scope)),
    body: String(renderValue(found.body, scope)),
    template: found.name,
  };
}

function firstText(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value.trim() !== "")?.trim();
}

import { isHtml } from "./lay-out-email";
import { type MessageTemplate, renderTemplate } from "./message-template";
import { findSystemTemplate } from "./system-templates";

export type EmailParts = {
  /** By its name if it is one of the system's. */
  template?: string | MessageTemplate | null | undefined;
  subject?: string | undefined;
  body?: string | undefined;
  /** The body, written as HTML. */
  html?: string | undefined;
  /** Merge fields: `name`, `workspace`, and whatever the step gives. */
  data: Record<string, unknown>;
};

export type ComposedEmail = {
  subject: string;
  body: string;
  format: "text" | "html";
  template: string | null;
};

/**
 * Subject and text of an email. A subject that the step gives goes before the template's; a template that nobody has
 * falls back to the step's own subject and text.
 */
export function composeEmail({ template, subject, body, html, data }: EmailParts): ComposedEmail {
  const found = typeof template === "string" ? findSystemTemplate(template) : template;
  if (!found) {
    const written = html ?? body ?? subject ?? "";
    const format = html !== undefined || (body !== undefined && isHtml(body)) ? "html" : "text";
    return { subject: subject ?? "", body: written, format, template: null };
  }
  const rendered = renderTemplate(found, data);
  return { ...rendered, subject: subject ?? rendered.subject, template: found.name };
}

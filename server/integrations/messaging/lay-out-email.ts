import type { MessagePurpose } from "@/server/domain/messaging";
import { UNSUBSCRIBE_MERGE } from "@/server/domain/unsubscribe-field";
import { emailLayout, escapeHtml } from "./email-layout";
import { htmlToText } from "./html-to-text";
import { textToHtml } from "./text-to-html";

export type WrittenEmail = { subject: string; body: string; format: "text" | "html" };

type Around = {
  purpose: MessagePurpose;
  /** Name of the workspace. */
  workspace: string;
  unsubscribeUrl: string;
};

export type LaidOutEmail = { body: string; html: string; text: string };

/**
 * An email as it leaves: the whole HTML document and its plain words. Marketing always has the way out: where it was not
 * put into the text, it is the footer.
 */
export function layOutEmail(
  { subject, body, format }: WrittenEmail,
  { purpose, workspace, unsubscribeUrl }: Around,
): LaidOutEmail {
  const hasLink = body.includes(UNSUBSCRIBE_MERGE) || body.includes(unsubscribeUrl);
  const due = purpose === "marketing" && !hasLink;
  const footer = due
    ? `Sent by ${escapeHtml(workspace)}. <a href="${escapeHtml(unsubscribeUrl)}" style="color:#63605a;">Unsubscribe</a>`
    : "";
  const linked = body.replaceAll(UNSUBSCRIBE_MERGE, unsubscribeUrl);
  const words = format === "html" ? htmlToText(linked) : linked.trim();
  const html = isDocument(linked)
    ? withFooter(linked, footer)
    : emailLayout({
        subject,
        content: format === "html" ? linked : textToHtml(linked),
        footer,
        preheader: words.replace(/\s+/g, " ").slice(0, 120),
      });
  return {
    body: linked,
    html,
    text: due ? `${words}\n\n--\nSent by ${workspace}. Unsubscribe: ${unsubscribeUrl}` : words,
  };
}

/** Whether a text was written as HTML: it begins with a tag. What data a reference brings cannot make it so. */
export const isHtml = (text: string): boolean => /^\s*<(?:!doctype|!--|[a-z][a-z0-9]*[\s/>])/i.test(text);

const isDocument = (html: string): boolean => /^\s*(?:<!doctype html|<html\b)/i.test(html);

/** A document of their own keeps its looks. */
function withFooter(html: string, footer: string): string {
  if (!footer) return html;
  const row = `<div style="padding:16px 8px;text-align:center;font-family:Helvetica,Arial,sans-serif;font-size:13px;color:#63605a;">${footer}</div>`;
  return /<\/body\s*>/i.test(html) ? html.replace(/<\/body\s*>/i, (end) => `${row}${end}`) : html + row;
}

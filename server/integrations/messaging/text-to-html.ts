import { escapeHtml } from "./email-layout";

/** Plain text as HTML: paragraphs where there is an empty line, and addresses that can be followed. */
export function textToHtml(text: string): string {
  return text
    .trim()
    .split(/\r?\n[ \t]*\r?\n\s*/)
    .map((part) => `<p style="margin:0 0 16px;">${withLinks(part).replace(/\r?\n/g, "<br>\n")}</p>`)
    .join("\n");
}

function withLinks(text: string): string {
  let html = "";
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const href = found.replace(/[.,;:!?)\]]+$/, "");
    html += `${escapeHtml(text.slice(from, index))}<a href="${escapeHtml(href)}" style="color:#2750c4;">${escapeHtml(href)}</a>`;
    from = index + href.length;
  }
  return html + escapeHtml(text.slice(from));
}

const ADDRESS = /https?:\/\/[^\s<>"'“”]+/g;

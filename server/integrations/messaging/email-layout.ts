export type EmailLayout = {
  subject: string;
  /** HTML of the part that was written. */
  content: string;
  /** Who sends it, and the way out; "" where none is due. */
  footer: string;
  /** What the list of a mailbox shows after the subject. */
  preheader: string;
};

/**
 * A whole HTML document around what was written: one column of at most 600 pixels made of tables and inline styles, as
 * mail programs need it. They that know dark mode get its colours, by themselves or by ours.
 */
export const emailLayout = ({ subject, content, footer, preheader }: EmailLayout): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .card { padding: 20px !important; } }
@media (prefers-color-scheme: dark) {
  .page { background-color: #191817 !important; }
  .card { background-color: #232220 !important; border-color: #3a3834 !important; color: #edebe8 !important; }
  .card a { color: #a9c1ff !important; }
  .foot, .foot a { color: #b4b0a9 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f5f4f2;-webkit-text-size-adjust:100%;">
<div style="display:none;max-height:0;overflow:hidden;">${escapeHtml(preheader)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f5f4f2;">
<tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;">
<tr><td class="card" style="padding:32px;background-color:#ffffff;border:1px solid #e4e2de;border-radius:8px;color:#21201c;font-family:${FONT};font-size:16px;line-height:1.5;">
${content}
</td></tr>${footer && footerRow(footer)}
</table>
</td></tr>
</table>
</body>
</html>`;

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const footerRow = (footer: string) => `
<tr><td class="foot" align="center" style="padding:16px 8px 0;color:#63605a;font-family:${FONT};font-size:13px;line-height:1.5;">
${footer}
</td></tr>`;

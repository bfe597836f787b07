import type { PageAnswer } from "../http/server";

/** A plain page in the manner of Stripe's hosted ones: it works with a keyboard and says what things are. */
export function page(title: string, body: string, status = 200): PageAnswer {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${escaped(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}
button,a.button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}table{width:100%;border-collapse:collapse}
td,th{text-align:left;padding:.25rem 0}fieldset{margin:1rem 0}label{display:block}[role=alert]{color:#a00}</style>
</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body: html };
}

export const redirect = (location: string): PageAnswer => ({ status: 303, headers: { location }, body: "" });

export const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Cards to choose from in a form: Stripe's test numbers. */
export const cardChoice = `<fieldset><legend>Card</legend>
<label><input type="radio" name="card" value="good" checked> 4242 4242 4242 4242 (succeeds)</label>
<label><input type="radio" name="card" value="declined"> 4000 0000 0000 0341 (declined)</label></fieldset>`;

export const day = (seconds: number) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" }).format(seconds * 1000);

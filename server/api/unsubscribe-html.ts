export type UnsubscribeWords = {
  title: string;
  text: string;
  /** A form with one button; absent where there is nothing to do. */
  form?: { label: string; subscribe: boolean };
};

/** The page behind an unsubscribe link: whole without a script, in the colours that the reader's device has. */
export const unsubscribeHtml = ({ title, text, form }: UnsubscribeWords): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; --page: #f5f4f2; --card: #fff; --line: #dedbd6; --ink: #21201c; --muted: #63605a; --accent: #2750c4; --on: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #191817; --card: #232220; --line: #3a3834; --ink: #edebe8; --muted: #b4b0a9; --accent: #a9c1ff; --on: #14203f; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink);
  font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; }
main { box-sizing: border-box; width: min(100% - 32px, 440px); padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; }
p { margin: 0; color: var(--muted); overflow-wrap: anywhere; }
form { margin: 24px 0 0; }
button { height: 40px; padding: 0 16px; font: inherit; font-weight: 500; color: var(--on); background: var(--accent); border: 0; border-radius: 6px; cursor: pointer; }
button.quiet { color: var(--ink); background: none; border: 1px solid var(--line); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>${form ? formHtml(form) : ""}
</main>
</body>
</html>`;

const formHtml = ({ label, subscribe }: NonNullable<UnsubscribeWords["form"]>) => `
<form method="post"><input type="hidden" name="choice" value="${subscribe ? "subscribe" : "unsubscribe"}"><button${subscribe ? ' class="quiet"' : ""}>${escaped(label)}</button></form>`;

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

type PlainPage = {
  title: string;
  text: string;
  /** Below the text: markup that is safe already. */
  content?: string;
  /** For the content. */
  styles?: string;
};

/** A page for people without an account: whole without a script, in the colours that the reader's device has. */
export const plainPage = ({ title, text, content = "", styles = "" }: PlainPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; --page: #f5f4f2; --card: #fff; --line: #dedbd6; --ink: #21201c; --muted: #63605a; --accent: #2750c4; --on: #fff; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #191817; --card: #232220; --line: #3a3834; --ink: #edebe8; --muted: #b4b0a9; --accent: #a9c1ff; --on: #14203f; --bad: #ffb4ab; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--ink); font: 16px/1.5 ui-sans-serif, system-ui, sans-serif; }
main { box-sizing: border-box; width: min(100% - 32px, 460px); margin: 16px 0; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0; color: var(--muted); overflow-wrap: anywhere; }
form { margin: 24px 0 0; }
button { height: 40px; padding: 0 16px; font: inherit; font-weight: 500; color: var(--on); background: var(--accent); border: 0; border-radius: 6px; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
${styles}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>${content}
</main>
</body>
</html>`;

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

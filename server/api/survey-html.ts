export type SurveyWords = {
  title: string;
  text: string;
  /** With stars and a comment; absent where there is nothing to answer. */
  form?: { problem?: string | undefined };
};

/** The page of a survey: whole without a script, in the colours that the reader's device has. */
export const surveyHtml = ({ title, text, form }: SurveyWords): string => `<!doctype html>
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
main { box-sizing: border-box; width: min(100% - 32px, 480px); padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0; color: var(--muted); overflow-wrap: anywhere; }
.problem { color: var(--bad); margin-top: 12px; }
form { margin: 24px 0 0; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; display: flex; gap: 8px; }
legend { padding: 0; margin-bottom: 8px; }
.star { position: relative; }
.star input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.star span { display: grid; place-items: center; width: 48px; height: 48px; border: 1px solid var(--line); border-radius: 6px; font-weight: 500; }
.star input:checked + span { background: var(--accent); border-color: var(--accent); color: var(--on); }
.star input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
textarea { box-sizing: border-box; width: 100%; min-height: 96px; margin: 4px 0 16px; padding: 8px; font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
button { height: 40px; padding: 0 16px; font: inherit; font-weight: 500; color: var(--on); background: var(--accent); border: 0; border-radius: 6px; cursor: pointer; }
button:focus-visible, textarea:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>${form ? formHtml(form) : ""}
</main>
</body>
</html>`;

const formHtml = ({ problem }: NonNullable<SurveyWords["form"]>) => `${
  problem
    ? `
<p class="problem" role="alert">${escaped(problem)}</p>`
    : ""
}
<form method="post">
<fieldset><legend>Stars, 5 is best</legend>
${[1, 2, 3, 4, 5].map(starHtml).join("\n")}
</fieldset>
<label for="comment">Comment, if you like</label>
<textarea id="comment" name="comment" maxlength="5000"></textarea>
<button>Send</button>
</form>`;

const starHtml = (stars: number) =>
  `<label class="star"><input type="radio" name="rating" value="${stars}" required aria-label="${stars} of 5"><span aria-hidden="true">${stars}</span></label>`;

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

import { escaped, plainPage } from "./plain-page";

export type SurveyWords = {
  title: string;
  text: string;
  /** With stars and a comment; absent where there is nothing to answer. */
  form?: { problem?: string | undefined };
};

/** The page of a survey. */
export const surveyHtml = ({ title, text, form }: SurveyWords): string =>
  plainPage({ title, text, ...(form && { content: formHtml(form), styles: STYLES }) });

const formHtml = ({ problem }: NonNullable<SurveyWords["form"]>) => `${
  problem
    ? `
<p class="problem" role="alert">${escaped(problem)}</p>`
    : ""
}
<form method="post">
<fieldset><legend>One to five stars, five is best</legend>
${[1, 2, 3, 4, 5].map(starHtml).join("\n")}
</fieldset>
<label for="comment">Comment, if you like</label>
<textarea id="comment" name="comment" maxlength="5000"></textarea>
<button>Send</button>
</form>`;

const starHtml = (stars: number) =>
  `<label class="star"><input type="radio" name="rating" value="${stars}" required aria-label="${stars} of 5"><svg aria-hidden="true" viewBox="0 0 24 24"><path d="M12 2.5l2.9 6.1 6.6.9-4.8 4.7 1.2 6.7-5.9-3.2-5.9 3.2 1.2-6.7L2.5 9.5l6.6-.9z"/></svg></label>`;

/** Every star up to the chosen one is filled, and up to the one under the pointer. */
const STYLES = `.problem { color: var(--bad); margin-top: 12px; }
fieldset { border: 0; margin: 0 0 20px; padding: 0; }
legend { padding: 0; margin-bottom: 4px; }
.star { position: relative; display: inline-block; width: 48px; height: 48px; margin-left: -4px; border-radius: 6px; }
.star input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.star svg { display: block; width: 32px; height: 32px; margin: 8px; fill: none; stroke: var(--muted); stroke-width: 1.5; stroke-linejoin: round; }
.star:has(input:checked) svg, .star:has(~ .star input:checked) svg { fill: var(--accent); stroke: var(--accent); }
.star:hover svg, .star:has(~ .star:hover) svg { stroke: var(--accent); }
.star:has(input:focus-visible) { outline: 2px solid var(--accent); }
textarea { box-sizing: border-box; width: 100%; min-height: 96px; margin: 4px 0 16px; padding: 8px; font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
`;

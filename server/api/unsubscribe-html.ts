import { escaped, plainPage } from "./plain-page";

export type UnsubscribeWords = {
  title: string;
  text: string;
  /** A form with one button; absent where there is nothing to do. */
  form?: { label: string; subscribe: boolean };
};

/** The page behind an unsubscribe link. */
export const unsubscribeHtml = ({ title, text, form }: UnsubscribeWords): string =>
  plainPage({ title, text, ...(form && { content: formHtml(form), styles: STYLES }) });

const formHtml = ({ label, subscribe }: NonNullable<UnsubscribeWords["form"]>) => `
<form method="post"><input type="hidden" name="choice" value="${subscribe ? "subscribe" : "unsubscribe"}"><button${subscribe ? ' class="quiet"' : ""}>${escaped(label)}</button></form>`;

const STYLES = `button.quiet { color: var(--ink); background: none; border: 1px solid var(--line); }
`;

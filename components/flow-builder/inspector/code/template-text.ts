import { reference } from "@/server/domain/text-part";

/** A {{ reference }} inside a text: where it stands, what it says, and what its pill is called. */
export type Pill = { from: number; to: number; expression: string; label: string };

const PILL = /\{\{-?([^{}]*?)-?\}\}/g;

/** Every finished reference of a text. What is empty between its braces is still being written. */
export function pillsOf(text: string): Pill[] {
  return [...text.matchAll(PILL)].flatMap((match) => {
    const expression = (match[1] ?? "").trim();
    if (expression === "") return [];
    const part = reference(expression);
    return [
      {
        from: match.index,
        to: match.index + match[0].length,
        expression,
        label: part.kind === "reference" ? part.label : expression,
      },
    ];
  });
}

/** The reference that is being written at a place: from its braces on, and what was typed after them. */
export type OpenReference = { from: number; query: string };

const LONGEST = 120;

export function openReference(text: string, at: number): OpenReference | null {
  const from = text.lastIndexOf("{{", at - 2);
  if (from < 0 || from + 2 > at || at - from > LONGEST) return null;
  const query = text.slice(from + 2, at);
  return /[{}\n|]/.test(query) ? null : { from, query: query.trim() };
}

/** Where a chosen reference goes: over what was typed of it, and over braces that stand behind already. */
export function insertReference(
  text: string,
  at: number,
  path: string,
): { from: number; to: number; insert: string } {
  const open = openReference(text, at);
  const behind = /^[^\S\n]*\}\}/.exec(text.slice(at))?.[0].length ?? 0;
  return { from: open?.from ?? at, to: open ? at + behind : at, insert: `{{${path}}}` };
}

/** A sentence about a step, in pieces that can be drawn: plain words, a value that matters, a {{ reference }} as a pill. */
export type TextPart =
  | { kind: "words"; text: string }
  | { kind: "value"; text: string }
  /** Another flow, by the id under which a step names it; it is shown by its name where that is known. */
  | { kind: "flow"; text: string }
  | { kind: "reference"; label: string; path: string };

export const words = (text: string): TextPart => ({ kind: "words", text });
export const value = (text: string): TextPart => ({ kind: "value", text });
export const flowPart = (id: string): TextPart => ({ kind: "flow", text: id });

export function reference(path: string): TextPart {
  return { kind: "reference", path, label: shortLabel(path) };
}

/** Splits a template at its references. Whatever is no `{{ }}` stays as it is written. */
export function templateParts(template: string, kind: "words" | "value" = "words"): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of template.matchAll(REFERENCE)) {
    if (match.index > from) parts.push({ kind, text: template.slice(from, match.index) });
    parts.push(reference((match[1] ?? "").trim()));
    from = match.index + match[0].length;
  }
  if (from < template.length) parts.push({ kind, text: template.slice(from) });
  return parts;
}

/** A template as one would say it in a line: of what it decides between, the first. */
export const saidText = (template: string): string =>
  template
    .replace(/\{%-?\s*(?:else|elsif)\b[\s\S]*?\{%-?\s*endif\s*-?%\}/g, "")
    .replace(/\{%[\s\S]*?%\}/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** The same sentence for a screen reader, a tooltip or a search. */
export function plainText(parts: readonly TextPart[]): string {
  return parts.map((part) => (part.kind === "reference" ? part.label : part.text)).join("");
}

/** Cuts a sentence after `longest` characters, never inside a reference. */
export function shorten(parts: readonly TextPart[], longest: number): TextPart[] {
  const kept: TextPart[] = [];
  let left = longest;
  for (const part of parts) {
    const text = part.kind === "reference" ? part.label : part.text;
    if (text.length > left) {
      if (part.kind !== "reference") kept.push({ ...part, text: `${text.slice(0, left).trimEnd()}…` });
      else kept.push(words("…"));
      return kept;
    }
    kept.push(part);
    left -= text.length;
  }
  return kept;
}

const REFERENCE = /\{\{-?([^{}]*?)-?\}\}/g;

/** `trigger.customer_name | upcase` → `customer_name`; `steps.lookup.output.id` → `lookup.id`. */
function shortLabel(path: string): string {
  const [expression = ""] = path.split("|");
  const label = expression
    .trim()
    .replace(/^trigger\./, "")
    .replace(/^steps\.([^.]+)\.output\./, "$1.");
  return label || path;
}

import type { FlowDefinition } from "./flow";
import type { FlowLine } from "./flow-line";
import { flowWords } from "./flow-words";
import type { TextPart } from "./text-part";

/** A line as one reads it aloud; inside what is quoted, a {reference} stays recognisable. */
export function lineText({ lead, parts }: Pick<FlowLine, "lead" | "parts">): string {
  let quotes = 0;
  const said = parts.map((part) => {
    if (part.kind === "reference") return quotes > 0 ? `{${saidLabel(part)}}` : saidLabel(part);
    quotes += count(part.text, "“") - count(part.text, "”");
    return part.text;
  });
  const text = said.join("");
  return `${lead}${lead !== "" && text !== "" && !/^[,;]/.test(text) ? " " : ""}${text}`.trim();
}

/** The whole flow as a text: for screen readers in place of its picture, and to be searched. */
export const flowText = (definition: FlowDefinition): string =>
  flowWords(definition)
    .map((line) => `${lineText(line)}.`.replace(/[.:]+$/, "."))
    .join(" ");

/** A reference in words: `contact.first_name` → “contact's first name”, `now + 3 days` → “in 3 days”. */
export function saidLabel({ label, path }: Extract<TextPart, { kind: "reference" }>): string {
  const ahead = /^now\s*\+\s*([\w ]+)$/.exec(path.split("|")[0]?.trim() ?? "")?.[1];
  if (ahead) return `in ${ahead.trim()}`;
  return label
    .replace(/^contact\./, "contact's ")
    .replace(/^run\.trigger\./, "the run's ")
    .replace(/^(?:variables|output)\./, "")
    .replace(/[._]+/g, " ");
}

const count = (text: string, mark: string): number => text.split(mark).length - 1;

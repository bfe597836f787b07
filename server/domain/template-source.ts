import { SHIFT } from "./shift-time";

/** The text of templates before Liquid reads it. Everything here takes time linear in the text: customers write it. */
export const isTemplate = (text: string): boolean => text.includes("{{") || text.includes("{%");

const PATH = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\[\d{1,9}\]|\["[^"]*"\]|\['[^']*'\])*$/;

/** "trigger.amount" of "{{ trigger.amount }}": one plain reference and nothing else. */
export function plainReference(text: string): string | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{{") || !trimmed.endsWith("}}") || trimmed.length > 500) return null;
  const path = trimmed.slice(2, -2).replace(/^-/, "").replace(/-$/, "").trim();
  return PATH.test(path) && !CONSTANTS.has(path) ? path : null;
}

/** Names that mean something to Liquid itself. */
const CONSTANTS = new Set(["true", "false", "nil", "null", "empty", "blank"]);

/**
 * What Liquid does not know, in its words: `now + 3 days` becomes a filter, and the id of a step that has dots or other
 * signs in it is quoted (`steps.a.b.output.x` → `steps["a.b"].output.x`). Only inside tags; not in quoted text.
 */
export function rewriteTemplate(source: string): string {
  let result = "";
  let at = 0;
  for (;;) {
    const open = source.indexOf("{", at);
    const kind = open < 0 ? "" : source.slice(open, open + 2);
    if (open >= 0 && kind !== "{{" && kind !== "{%") {
      result += source.slice(at, open + 1);
      at = open + 1;
      continue;
    }
    const close = open < 0 ? -1 : source.indexOf(kind === "{{" ? "}}" : "%}", open + 2);
    if (close < 0) return result + source.slice(at);
    const inside = source.slice(open + 2, close);
    const verbatim = kind === "{%" ? /^-?\s*(raw|comment)\s*-?$/.exec(inside)?.[1] : undefined;
    if (verbatim) {
      const end = source.indexOf(`end${verbatim}`, close);
      if (end < 0) return result + source.slice(at);
      result += source.slice(at, end);
      at = end;
    } else {
      result += source.slice(at, open + 2) + rewriteExpression(inside) + source.slice(close, close + 2);
      at = close + 2;
    }
  }
}

const NOW = new RegExp(String.raw`(?<![\w.-])now\s*((?:${SHIFT}\s*)+)`, "g");
const STEP = /(?<![\w.-])steps\.([^\s|"'[\]{}()]{1,100}?)\.(output|error)(?![\w-])/g;

function rewriteExpression(expression: string): string {
  const parts = expression.split(/("[^"]*"|'[^']*')/);
  for (let index = 0; index < parts.length; index += 2) {
    parts[index] = (parts[index] ?? "")
      .replace(NOW, (_all, shifts: string) => `now | shift_time: "${shifts.trim()}" `)
      .replace(STEP, (all, id: string, part: string) =>
        /^[\w-]+$/.test(id) ? all : `steps["${id}"].${part}`,
      );
  }
  return parts.join("");
}

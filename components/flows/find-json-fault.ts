/** Line (from 1) in which a text stops being JSON, or null when it is JSON. Browsers say it each in their own way, or not. */
export function findJsonFault(text: string): number | null {
  const { index, ok } = value(text, skip(text, 0));
  const end = ok ? skip(text, index) : index;
  if (ok && end >= text.length) return null;
  return text.slice(0, end).split("\n").length;
}

type Place = { index: number; ok: boolean };

const SPACE = /[ \t\r\n]*/y;
const SCALAR =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const NAME = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

function value(text: string, index: number): Place {
  if (text[index] === "{") return members(text, index, "}", true);
  if (text[index] === "[") return members(text, index, "]", false);
  const end = match(SCALAR, text, index);
  return end === null ? { index, ok: false } : { index: end, ok: true };
}

function members(text: string, open: number, close: string, named: boolean): Place {
  let index = skip(text, open + 1);
  if (text[index] === close) return { index: index + 1, ok: true };
  for (;;) {
    if (named) {
      const colon = match(NAME, text, index);
      if (colon === null) return { index, ok: false };
      index = skip(text, colon);
      if (text[index] !== ":") return { index, ok: false };
      index = skip(text, index + 1);
    }
    const inner = value(text, index);
    if (!inner.ok) return inner;
    index = skip(text, inner.index);
    if (text[index] === close) return { index: index + 1, ok: true };
    if (text[index] !== ",") return { index, ok: false };
    index = skip(text, index + 1);
  }
}

const skip = (text: string, index: number) => match(SPACE, text, index) ?? index;

function match(pattern: RegExp, text: string, index: number): number | null {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** Where a text stops being JSON, and what was expected there. Only for texts that JSON.parse refused. */
export type JsonFault = { line: number; column: number; expected: string };

type Expect = "value" | "value_or_close" | "key" | "key_or_close" | "colon" | "comma_or_close" | "end";

const WORDS: Record<Expect, string> = {
  value: "a value",
  value_or_close: "a value or ]",
  key: "a name in double quotes",
  key_or_close: "a name in double quotes or }",
  colon: "a colon",
  comma_or_close: "a comma or the closing bracket",
  end: "the end of the body",
};

export function findJsonFault(text: string): JsonFault {
  const open: string[] = [];
  let expect: Expect = "value";
  let at = 0;
  const fault = (offset: number, expected: string) => ({ ...placeOf(text, offset), expected });
  for (;;) {
    while (" \t\r\n".includes(text.charAt(at) || "x")) at += 1;
    const char = text.charAt(at);
    if (expect === "end" && char === "") return fault(at, WORDS.end);
    const wrong = () => fault(at, WORDS[expect]);
    if (expect === "colon") {
      if (char !== ":") return wrong();
      expect = "value";
      at += 1;
    } else if (expect === "comma_or_close" && char === ",") {
      expect = open.at(-1) === "{" ? "key" : "value";
      at += 1;
    } else if (char !== "" && char === closing(open.at(-1)) && /close/.test(expect)) {
      open.pop();
      expect = open.length > 0 ? "comma_or_close" : "end";
      at += 1;
    } else if (expect === "comma_or_close" || expect === "end") {
      return wrong();
    } else if (char === '"') {
      const end = stringEnd(text, at);
      if (!end.closed) return fault(end.at, end.expected);
      at = end.at;
      expect = expect.startsWith("key") ? "colon" : after(open);
    } else if (expect.startsWith("key")) {
      return wrong();
    } else if (char === "{" || char === "[") {
      open.push(char);
      expect = char === "{" ? "key_or_close" : "value_or_close";
      at += 1;
    } else {
      SCALAR.lastIndex = at;
      const scalar = SCALAR.exec(text);
      if (!scalar) return wrong();
      at += scalar[0].length;
      expect = after(open);
    }
  }
}

const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const after = (open: string[]): Expect => (open.length > 0 ? "comma_or_close" : "end");
const closing = (bracket: string | undefined) => (bracket === "{" ? "}" : bracket === "[" ? "]" : undefined);

function stringEnd(text: string, start: number): { at: number; closed: boolean; expected: string } {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { at: at + 1, closed: true, expected: "" };
    if (char < " ") return { at, closed: false, expected: 'the closing " (a line break inside text is \\n)' };
    if (char !== "\\") continue;
    ESCAPE.lastIndex = at;
    const escaped = ESCAPE.exec(text);
    if (!escaped) return { at, closed: false, expected: "an escape such as \\n or \\u00e9" };
    at += escaped[0].length - 1;
  }
  return { at: text.length, closed: false, expected: 'the closing "' };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

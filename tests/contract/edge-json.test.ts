import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "@/server/api/rest/json-fault";

test("the place where JSON breaks is the one that the engine names, where it names one", () => {
  let compared = 0;
  const broken = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom("cut", "insert", "drop"),
      fc.constantFrom(..."{}[],:\"x1 \\\n'"),
    )
    .map(([text, place, how, char]) => {
      const at = place % (text.length + 1);
      if (how === "cut") return text.slice(0, at);
      return text.slice(0, at) + (how === "insert" ? char : "") + text.slice(how === "drop" ? at + 1 : at);
    });
  fc.assert(
    fc.property(broken, (text) => {
      const message = refusalOf(text);
      if (message === null) return;
      const { line, column, expected } = findJsonFault(text);
      const offset = offsetOf(text, line, column);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(text.length);
      expect(expected).not.toBe("");
      const named = /at position (\d+)/.exec(message)?.[1];
      if (named === undefined) return;
      compared += 1;
      // Inside of a number, a word or an escape the engine points at the first wrong character, we at its beginning.
      expect(offset).toBeLessThanOrEqual(Number(named));
      expect(text.slice(offset, Number(named))).toMatch(/^(?:[-+\w.]*|\\u?[0-9a-fA-F]*)$/);
    }),
    { numRuns: 3_000 },
  );
  expect(compared).toBeGreaterThan(500);
});

function refusalOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

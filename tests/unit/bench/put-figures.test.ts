import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { putFigures } from "@/tests/bench/put-figures";

const document = readFileSync("docs/benchmarks.md", "utf8");

test("the published figures are replaced, the text around them stays", () => {
  const once = putFigures(document, "| new |");
  expect(once).toContain("-->\n\n| new |\n\n<!-- figures: end -->");
  expect(once.split("\n")[0]).toBe("# Benchmarks");
  expect(once.length).toBeLessThan(document.length);
  expect(putFigures(once, "| newer |")).not.toContain("| new |");
});

test("a document without a place for them is refused", () => {
  expect(() => putFigures("# Other", "| new |")).toThrow("no place for figures");
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

test(".env.example explains every variable that server/env reads, and no other", () => {
  const read = [...readFileSync("server/env.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(
    ([, name]) => name,
  );
  const explained = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(
    ([, name]) => name,
  );
  expect(read.length).toBeGreaterThan(15);
  // Node's own, and one that only the tests read.
  const expected = [...read.filter((name) => name !== "NODE_ENV"), "CHROMIUM_PATH"];
  expect(explained.toSorted()).toEqual(expected.toSorted());
});

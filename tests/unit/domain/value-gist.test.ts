import { expect, test } from "vitest";
import { valueGist } from "@/server/domain/value-gist";

test.each([
  ["Ada\n  Lovelace", "Ada Lovelace"],
  [42, "42"],
  [false, "false"],
  [null, "null"],
  [["a", "b"], "2 values"],
  [[], "0 values"],
  [{ age: 36, name: "Ada", email: "ada@example.com", phone: "+1" }, "Ada, ada@example.com"],
  [{ id: 7, qty: 2 }, "7"],
  [{ qty: 2, price: 9.5, gift: true, more: 1 }, "qty: 2, price: 9.5, gift: true"],
  [{ name: { first: "Ada" } }, '{"name":{"first":"Ada"}}'],
  [{}, "{}"],
])("%j in a line is %s", (value, line) => {
  expect(valueGist(value)).toBe(line);
});

test("is never longer than asked", () => {
  expect(valueGist("x".repeat(500), 20)).toBe(`${"x".repeat(19)}…`);
  expect(valueGist({ list: Array(500).fill(1) }, 20)).toHaveLength(20);
});

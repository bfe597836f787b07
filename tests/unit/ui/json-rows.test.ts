import { expect, test } from "vitest";
import { type JsonRow, jsonRows } from "@/components/ui/json-rows";

const all = () => true;
const pathsOf = (rows: JsonRow[]) =>
  rows.map((row) => (row.kind === "more" ? `${row.path} +${row.hidden}` : row.path));

test("every value is a line, with the path one would write in a template", () => {
  const value = { order: { "post code": "N1", lines: [{ sku: "a" }] }, empty: {} };
  expect(pathsOf(jsonRows(value, all, () => 100))).toEqual([
    "",
    "order",
    'order["post code"]',
    "order.lines",
    "order.lines[0]",
    "order.lines[0].sku",
    "empty",
  ]);
});

test("a closed container keeps its children to itself and says how many", () => {
  const rows = jsonRows(
    { a: { b: 1, c: 2 } },
    (path) => path === "",
    () => 100,
  );
  expect(pathsOf(rows)).toEqual(["", "a"]);
  expect(rows[1]).toMatchObject({ size: 2, open: false });
});

test("long lists are shown in pages", () => {
  const rows = jsonRows(
    Array.from({ length: 250 }, (_, index) => index),
    all,
    () => 100,
  );
  expect(rows).toHaveLength(102);
  expect(pathsOf(rows).at(-1)).toBe(" +150");
});

test("a list at the root has paths too", () => {
  expect(pathsOf(jsonRows([{ a: 1 }], all, () => 100))).toEqual(["", "[0]", "[0].a"]);
});

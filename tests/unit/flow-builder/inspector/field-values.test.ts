import { describe, expect, test } from "vitest";
import { inputDate, storedDate } from "@/components/flow-builder/inspector/fields/date-value";
import { jsonText, readJson } from "@/components/flow-builder/inspector/fields/json-text";
import { moved, movedTo } from "@/components/flow-builder/inspector/fields/list-edit";
import {
  entryText,
  entryValue,
  freeName,
  renamedEntry,
} from "@/components/flow-builder/inspector/fields/map-entry";
import { numberProblem } from "@/components/flow-builder/inspector/fields/number-problem";
import { tagList, tagValue } from "@/components/flow-builder/inspector/fields/tag-list";
import { valueMode } from "@/components/flow-builder/inspector/fields/value-mode";
import { withField } from "@/components/flow-builder/inspector/json-value";
import { canonicalConfig } from "@/components/flow-builder/inspector/steps/canonical-config";

describe("a stored value is shown", () => {
  test.each([
    ["number", 5, "fixed"],
    ["number", "5", "fixed"],
    ["number", undefined, "fixed"],
    ["number", "{{trigger.total}}", "reference"],
    ["number", "five", "reference"],
    ["boolean", "true", "fixed"],
    ["boolean", "perhaps", "reference"],
    ["list", ["a"], "fixed"],
    ["list", "{{trigger.items}}", "reference"],
    ["datetime", "2026-03-01T09:00:00Z", "fixed"],
    ["datetime", "in 3 days", "reference"],
    ["choice", "{{trigger.level}}", "reference"],
    ["text", "Hi {{trigger.name}}", "fixed"],
  ] as const)("%s %j as %s", (widget, value, mode) => {
    expect(valueMode({ widget }, value)).toBe(mode);
  });
});

describe("JSON that is typed", () => {
  test.each([
    ["", undefined],
    ['{"a": 1}', { a: 1 }],
    ["5", 5],
    ["plain text", "plain text"],
    ["{{trigger}}", "{{trigger}}"],
    ['{{trigger.name | default: "x"}}', '{{trigger.name | default: "x"}}'],
  ])("%j is %j", (text, value) => {
    expect(readJson(text, "any")).toEqual({ ok: true, value });
  });

  test("is refused where it is broken, or of another kind", () => {
    expect(readJson('{"a": 1', "any")).toMatchObject({ ok: false });
    expect(readJson("[1]", "object")).toMatchObject({ ok: false });
    expect(readJson("{}", "list")).toMatchObject({ ok: false });
    expect(readJson("text", "object")).toMatchObject({ ok: false });
  });

  test.each([5, "5", "true", "plain", '"quoted"', { a: [1, null] }, "{{trigger.x}}", null, "null"])(
    "%j is the same after it was shown",
    (value) => {
      expect(readJson(jsonText(value), "any")).toEqual({ ok: true, value });
    },
  );
});

test("entries of a map keep their kind and their place", () => {
  expect(entryValue("7", 5)).toBe(7);
  expect(entryValue("7", "5")).toBe("7");
  expect(entryValue("{", { a: 1 })).toBe("{");
  expect(entryText({ a: 1 })).toBe('{"a":1}');
  expect(Object.keys(renamedEntry({ a: 1, b: 2, c: 3 }, "b", "x") ?? {})).toEqual(["a", "x", "c"]);
  expect(renamedEntry({ a: 1, b: 2 }, "b", "a")).toBeNull();
  expect(freeName({ name: 1, name_2: 1 }, "name")).toBe("name_3");
});

test("a field that is emptied is left out, others keep their order", () => {
  expect(Object.entries(withField({ a: 1, b: 2, c: 3 }, "b", "x"))).toEqual([
    ["a", 1],
    ["b", "x"],
    ["c", 3],
  ]);
  expect(withField({ a: 1, b: 2 }, "b", "")).toEqual({ a: 1 });
  expect(withField({ a: 1 }, "b", false)).toEqual({ a: 1, b: false });
});

test("inputs under other names are shown under the action's own", () => {
  expect(canonicalConfig({ email: "x", body: "y" }, { email: "to" })).toEqual({ to: "x", body: "y" });
  expect(canonicalConfig({ email: "x", to: "y" }, { email: "to" })).toEqual({ to: "y" });
});

test("a moment is entered on the clocks of the workspace and stored as an instant", () => {
  expect(storedDate("2026-07-01T09:00", "Europe/Berlin", false)).toBe("2026-07-01T07:00:00.000Z");
  expect(inputDate("2026-07-01T07:00:00.000Z", "Europe/Berlin", false)).toBe("2026-07-01T09:00");
  expect(storedDate("2026-07-01", "Europe/Berlin", true)).toBe("2026-07-01");
  expect(inputDate("soon", "UTC", false)).toBe("");
});

test("numbers are refused in words", () => {
  expect(numberProblem("5", { minimum: 1, maximum: 9 })).toBeNull();
  expect(numberProblem("x", {})).toBe("“x” is not a number.");
  expect(numberProblem("1.5", { whole: true })).toBe("It has to be a whole number.");
  expect(numberProblem("0", { minimum: 1 })).toBe("It has to be 1 or more.");
  expect(numberProblem("10", { maximum: 9 })).toBe("It has to be 9 or less.");
});

test("tags stay in the form that the document has", () => {
  expect(tagList("vip, fair,vip")).toEqual(["vip", "fair"]);
  expect(tagValue(["vip", "new"], "vip")).toBe("vip, new");
  expect(tagValue(["vip"], undefined)).toEqual(["vip"]);
  expect(tagValue([], "vip")).toBeUndefined();
});

test("items of a list move, and stop at its ends", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  expect(movedTo(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
});

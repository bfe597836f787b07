import { expect, test } from "vitest";
import { prepareInput } from "@/server/integrations/prepare-input";

const schema = {
  properties: {
    to: { type: "string" },
    units: { type: "integer" },
    ok: { type: "boolean" },
    data: { type: "object" },
    any: {},
  },
};
const prepare = (input: unknown) => prepareInput(input, schema, { email: "to", recipient: "to" });

test("an earlier name of a field fills it, and never outdoes it", () => {
  expect(prepare({ email: "a@b.co" })).toEqual({ to: "a@b.co" });
  expect(prepare({ email: "a@b.co", to: "c@d.co" })).toEqual({ to: "c@d.co" });
  expect(prepare({ to: null, recipient: "", email: "a@b.co" })).toEqual({ to: "a@b.co" });
});

test("values that templates made are bent to the field's type", () => {
  expect(prepare({ to: 5, units: " 12 ", ok: "true", data: '{"a":1}', any: "7" })).toEqual({
    to: "5",
    units: 12,
    ok: true,
    data: { a: 1 },
    any: "7",
  });
});

test("what cannot be bent stays as it is, for the schema to refuse", () => {
  expect(prepare({ units: "many", ok: "yes", data: "{broken" })).toEqual({
    units: "many",
    ok: "yes",
    data: "{broken",
  });
});

test("blank fields are left out; fields that nobody declared are kept", () => {
  expect(prepare({ to: "", units: null, source: "website" })).toEqual({ source: "website" });
});

test("names of the object prototype are plain names", () => {
  const prepared = prepare(JSON.parse('{"constructor":"x","toString":1}'));
  expect(Object.entries(prepared ?? {})).toEqual([
    ["constructor", "x"],
    ["toString", 1],
  ]);
});

test.each([null, "text", 5, ["a"]])("%j is no set of fields", (input) => {
  expect(prepare(input)).toBe(input);
});

import { describe, expect, test } from "vitest";
import * as z from "zod";
import { formFields } from "@/components/flow-builder/inspector/fields/form-field";
import { splitFields } from "@/components/flow-builder/inspector/fields/split-fields";
import { manifest } from "@/server/integrations/registry";

const fieldsOf = (schema: z.ZodType) =>
  formFields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
const widgetOf = (schema: z.ZodType) => fieldsOf(z.object({ one: schema }))[0]?.widget;

describe("fields of a form", () => {
  test.each<[string, z.ZodType, string]>([
    ["text", z.string().max(200), "text"],
    ["long text", z.string().max(5_000), "long_text"],
    ["a hint before the type", z.string().max(5_000).meta({ widget: "email" }), "email"],
    ["textarea", z.string().meta({ widget: "textarea" }), "long_text"],
    ["number", z.number(), "number"],
    ["yes or no", z.boolean().default(true), "boolean"],
    ["choice", z.enum(["a", "b"]).meta({ widget: "select" }), "choice"],
    ["choice of constants", z.union([z.literal("a"), z.literal("b")]), "choice"],
    ["list of texts", z.array(z.string()), "list"],
    ["map", z.record(z.string(), z.unknown()).meta({ widget: "json" }), "map"],
    ["object", z.object({ inner: z.string() }), "object"],
    ["anything", z.unknown().meta({ widget: "json" }), "json"],
    ["any JSON", z.json(), "json"],
    ["a nullable number", z.number().nullable(), "number"],
    ["a moment", z.iso.datetime(), "datetime"],
  ])("%s", (_, schema, widget) => {
    expect(widgetOf(schema)).toBe(widget);
  });

  test("say what is needed, what stands for what is left out, and their bounds", () => {
    const [name, size, mood] = fieldsOf(
      z.object({
        name: z.string().max(20).meta({ title: "Your name", description: "As on the card." }),
        size: z.number().int().min(1).max(9).optional(),
        mood: z.enum(["calm", "loud"]).default("calm"),
      }),
    );
    expect(name).toMatchObject({ title: "Your name", description: "As on the card.", required: true });
    expect(size).toMatchObject({ required: false, minimum: 1, maximum: 9, whole: true, title: "Size" });
    expect(mood).toMatchObject({ required: false, fallback: "calm", choices: ["calm", "loud"] });
  });

  test("nest: the fields of an object, the items of a list", () => {
    const [lines] = fieldsOf(z.object({ lines: z.array(z.object({ sku: z.string(), pieces: z.number() })) }));
    expect(lines?.item?.fields?.map(({ name, widget }) => [name, widget])).toEqual([
      ["sku", "text"],
      ["pieces", "number"],
    ]);
  });

  test("what only the list of needed fields names is a text", () => {
    expect(formFields({ type: "object", properties: {} }, ["email"])).toMatchObject([
      { name: "email", title: "Email", widget: "text", required: true },
    ]);
  });

  test("every action has a form with a field for each of its inputs", () => {
    for (const { inputSchema, required } of manifest()) {
      const fields = formFields(inputSchema, required);
      expect(fields.map(({ name }) => name)).toEqual(Object.keys(inputSchema.properties ?? {}));
      for (const field of fields) if (field.widget === "choice") expect(field.choices).not.toEqual([]);
    }
  });

  test("of a long form the first, the needed and the filled ones are shown", () => {
    const fields = formFields(
      {
        type: "object",
        properties: Object.fromEntries([..."abcdefghij"].map((name) => [name, { type: "string" }])),
      },
      ["j"],
    );
    const { shown, folded } = splitFields(fields, { h: "x" });
    expect(shown.map(({ name }) => name).join("")).toBe("abcdehj");
    expect(folded.map(({ name }) => name).join("")).toBe("fgi");
    expect(splitFields(fields.slice(0, 7), {}).folded).toEqual([]);
  });
});

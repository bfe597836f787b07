import { sentenceCase } from "@/server/domain/step-title";
import { isObject } from "../json-value";

export const widgets = [
  ...(["text", "long_text", "email", "phone", "url", "html"] as const),
  ...(["number", "money", "boolean", "choice", "datetime", "date", "milliseconds"] as const),
  ...(["list", "map", "object", "json"] as const),
  ...(["contact", "owner", "pool", "tag", "tags", "template", "product", "flow", "zone"] as const),
] as const;
export type Widget = (typeof widgets)[number];

/** One input of an action, as its form draws it: made from the JSON Schema of its manifest. */
export type FormField = {
  name: string;
  title: string;
  description: string;
  placeholder: string;
  required: boolean;
  /** What the action takes when it is left out. */
  fallback: unknown;
  widget: Widget;
  /** Of a choice. */
  choices: readonly string[];
  minimum?: number;
  maximum?: number;
  whole?: boolean;
  longest?: number;
  /** Of an object. */
  fields?: readonly FormField[];
  /** Of a list: what each of it is. */
  item?: FormField;
};

type Schema = Record<string, unknown>;

/** The fields of an input schema, in its order; what only `required` names becomes a text field. */
export function formFields(
  schema: Schema,
  required: readonly string[] = namesIn(schema.required),
): FormField[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const declared = Object.entries(properties).map(([name, property]) =>
    formField(name, resolve(property, schema), required.includes(name), schema),
  );
  const untyped = required.filter((name) => !Object.hasOwn(properties, name));
  return [...declared, ...untyped.map((name) => formField(name, {}, true, schema))];
}

function formField(name: string, schema: Schema, required: boolean, root: Schema): FormField {
  const widget = widgetOf(schema, root);
  const choices = choicesOf(schema);
  return {
    name,
    title: text(schema.title) || sentenceCase(name),
    description: text(schema.description),
    placeholder: text(schema.placeholder),
    required: required && schema.default === undefined,
    fallback: schema.default,
    widget,
    choices,
    ...(typeof schema.minimum === "number" && { minimum: schema.minimum }),
    ...(typeof schema.maximum === "number" && { maximum: schema.maximum }),
    ...(schema.type === "integer" && { whole: true }),
    ...(typeof schema.maxLength === "number" && { longest: schema.maxLength }),
    ...(widget === "object" && { fields: formFields({ ...schema, $defs: root.$defs }) }),
    ...(widget === "list" && { item: formField("", resolve(schema.items, root), true, root) }),
  };
}

/** What its `.meta()` says, as far as its type goes with it; else what its type alone suggests. */
function widgetOf(schema: Schema, root: Schema): Widget {
  const hint = text(schema.widget);
  const byType = fromType(schema, root);
  if (hint === "json") return STRUCTURED.has(byType) ? byType : "json";
  if (hint === "select") return choicesOf(schema).length > 0 ? "choice" : "text";
  return HINTS[hint] ?? known(hint) ?? byType;
}

const HINTS: Record<string, Widget> = { textarea: "long_text", checkbox: "boolean", code: "json" };
const STRUCTURED = new Set<Widget>(["list", "map", "object"]);

const known = (hint: string): Widget | undefined => widgets.find((widget) => widget === hint);

function fromType(schema: Schema, root: Schema): Widget {
  if (choicesOf(schema).length > 0) return "choice";
  switch (typeOf(schema)) {
    case "boolean":
      return "boolean";
    case "number":
    case "integer":
      return "number";
    case "array":
      return isObject(resolve(schema.items, root)) && Object.keys(resolve(schema.items, root)).length > 0
        ? "list"
        : "json";
    case "object":
      return isObject(schema.properties) && Object.keys(schema.properties).length > 0 ? "object" : "map";
    case "string":
      return FORMATS[text(schema.format)] ?? (Number(schema.maxLength) > 1_000 ? "long_text" : "text");
    default:
      return Array.isArray(schema.anyOf) ? "json" : "text";
  }
}

const FORMATS: Record<string, Widget> = {
  "date-time": "datetime",
  date: "date",
  email: "email",
  uri: "url",
};

/** The type, also of what may be null. */
function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== "null");
  if (schema.type !== undefined || !Array.isArray(schema.anyOf)) return schema.type;
  const types = new Set(
    schema.anyOf.flatMap((one) => (isObject(one) && one.type !== "null" ? [one.type] : [])),
  );
  return types.size === 1 ? [...types][0] : undefined;
}

function choicesOf(schema: Schema): string[] {
  if (Array.isArray(schema.enum)) return schema.enum.filter((choice) => typeof choice === "string");
  const members = Array.isArray(schema.anyOf) ? schema.anyOf.filter(isObject) : [];
  const constants = members.flatMap(({ const: choice }) => (typeof choice === "string" ? [choice] : []));
  return constants.length > 0 && constants.length === members.length ? constants : [];
}

/** Follows `$ref`s into the schema's own definitions. */
function resolve(schema: unknown, root: Schema): Schema {
  if (!isObject(schema)) return {};
  const name = /^#\/\$defs\/(.+)$/.exec(text(schema.$ref))?.[1];
  if (name === undefined) return schema;
  const found = isObject(root.$defs) ? root.$defs[name] : undefined;
  const { $ref: _, ...own } = schema;
  // A definition that leads to itself (any JSON) has no form of its own.
  return isObject(found) && !JSON.stringify(found).includes(`#/$defs/${name}`)
    ? { ...found, ...own }
    : { widget: "json", ...own };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

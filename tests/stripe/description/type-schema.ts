import ts from "typescript-5";
import type { Schema } from "./schema";
import { DESCRIBED_EVENTS, DESCRIBED_OBJECTS } from "./scope";

/** Requests are forms, where nothing is "" and a field too many is refused; responses are JSON. */
export type Direction = "request" | "response";

const NEVER: Schema = { not: {} };
const MAX_DEPTH = 24;

/** Turns types of Stripe's declarations into JSON Schema and collects the schemas of whole objects. */
export class TypeSchemas {
  readonly definitions: Record<string, Schema> = {};

  constructor(private readonly checker: ts.TypeChecker) {}

  of(type: ts.Type, direction: Direction, depth = 0): Schema {
    if (depth > MAX_DEPTH) throw new Error(`${this.checker.typeToString(type)} is nested too deeply`);
    if (type.isUnion()) return this.union(type, direction, depth);
    if (isDecimal(type)) return { type: "string", pattern: "^-?\\d+(\\.\\d+)?$" };
    const plain = plainSchema(type);
    if (plain) return plain;
    // What an object was like before an event: any part of it.
    if (type.aliasSymbol?.name === "Partial") return { type: "object" };
    const element = this.elementType(type);
    if (element) return { type: "array", items: this.of(element, direction, depth + 1) };
    return direction === "response" ? this.response(type, depth) : this.object(type, direction, depth);
  }

  private elementType(type: ts.Type): ts.Type | undefined {
    return this.checker.isArrayType(type)
      ? this.checker.getIndexTypeOfType(type, ts.IndexKind.Number)
      : undefined;
  }

  private union(type: ts.UnionType, direction: Direction, depth: number): Schema {
    const types = type.types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
    const literals = types.flatMap((each) =>
      each.isStringLiteral() || each.isNumberLiteral() ? [each.value] : [],
    );
    const others = types
      .filter((each) => !each.isStringLiteral() && !each.isNumberLiteral())
      .map((each) =>
        direction === "request" && each.flags & ts.TypeFlags.Null
          ? { enum: [""] }
          : this.of(each, direction, depth + 1),
      );
    const choices = unique([...(literals.length ? [{ enum: literals }] : []), ...others]).filter(
      (choice) => choice !== NEVER,
    );
    const [only] = choices;
    return choices.length === 1 && only ? only : choices.length ? { anyOf: choices } : NEVER;
  }

  /** A whole object is described once, under its name; anything beyond the scope may only be an id. */
  private response(type: ts.Type, depth: number): Schema {
    const name = this.literalOf(type, "object");
    if (!name || name === "list") return this.object(type, "response", depth);
    if (!DESCRIBED_OBJECTS.has(name)) return NEVER;
    const isEvent = name === "event" || name === "v2.core.event";
    const event = isEvent ? this.literalOf(type, "type") : undefined;
    if (isEvent && (!event || !DESCRIBED_EVENTS.has(event))) return NEVER;
    const deleted = type.symbol.name.startsWith("Deleted") ? "deleted " : "";
    const key = `${deleted}${name}${event ? ` ${event}` : ""}`;
    if (!this.definitions[key]) {
      this.definitions[key] = {};
      this.definitions[key] = this.object(type, "response", 0);
    }
    return { $ref: `#/definitions/${encodeURIComponent(key)}` };
  }

  private object(type: ts.Type, direction: Direction, depth: number): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      if (property.flags & ts.SymbolFlags.Method) continue;
      properties[property.name] = this.of(this.checker.getTypeOfSymbol(property), direction, depth + 1);
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const rest = type.getStringIndexType();
    const open = !rest && !Object.keys(properties).length && direction === "response";
    return {
      type: "object",
      properties,
      ...(required.length ? { required } : {}),
      additionalProperties: rest ? this.of(rest, direction, depth + 1) : open,
    };
  }

  private literalOf(type: ts.Type, field: string): string | undefined {
    const property = type.getProperty(field);
    const value = property && this.checker.getTypeOfSymbol(property);
    return value?.isStringLiteral() ? value.value : undefined;
  }
}

function plainSchema(type: ts.Type): Schema | null {
  const { flags } = type;
  if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
  if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] };
  if (flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return { type: "string" };
  if (flags & ts.TypeFlags.Number) return { type: "number" };
  if (flags & (ts.TypeFlags.Boolean | ts.TypeFlags.BooleanLiteral)) return { type: "boolean" };
  if (flags & ts.TypeFlags.Null) return { type: "null" };
  // `string & Record<never, never>`: an enum's values of the future. Those of today are what may be said.
  if (flags & (ts.TypeFlags.Intersection | ts.TypeFlags.Void)) return NEVER;
  return null;
}

/** The library parses decimals into a class of its own; on the wire they are strings. */
function isDecimal(type: ts.Type): boolean {
  return type.isIntersection()
    ? type.types.some(isDecimal)
    : /^Decimal(?:Impl)?$/.test(type.aliasSymbol?.name ?? type.symbol?.name ?? "");
}

function unique(schemas: Schema[]): Schema[] {
  const seen = new Map(schemas.map((schema) => [schema === NEVER ? "" : JSON.stringify(schema), schema]));
  return [...seen.values()];
}

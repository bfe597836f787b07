import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { stripeDescription } from "../description/description";
import type { Description, Operation, Schema } from "../description/schema";

export type MatchedOperation = { operation: Operation; pathParameters: Record<string, string> };

/** Compiled in one pass: the schemas are many, and each is used a few times. */
const QUICK = { strict: false, allErrors: true, inlineRefs: false, code: { optimize: false } } as const;

/**
 * Holds what is said on the wire against the description of Stripe's API. Forms carry text only, so a
 * request's values are turned into the numbers and booleans that the description asks for; JSON is not touched.
 */
export class Contract {
  readonly apiVersion: string;
  private readonly routes: { operation: Operation; pattern: RegExp; names: string[] }[];
  private readonly forms: Ajv;
  private readonly json: Ajv;
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly definitions: Description["definitions"];

  constructor(description: Description = stripeDescription()) {
    this.apiVersion = description.apiVersion;
    this.definitions = description.definitions;
    this.routes = description.operations
      .map((operation) => ({ operation, ...pathPattern(operation.path) }))
      .sort((a, b) => a.names.length - b.names.length);
    this.forms = new Ajv({ ...QUICK, coerceTypes: true });
    this.json = new Ajv(QUICK);
    for (const ajv of [this.forms, this.json]) {
      addFormats(ajv);
      ajv.addSchema({ $id: "stripe", definitions: description.definitions });
    }
  }

  find(method: string, path: string): MatchedOperation | null {
    for (const { operation, pattern, names } of this.routes) {
      const match = operation.method === method ? pattern.exec(path) : null;
      if (match)
        return {
          operation,
          pathParameters: Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ""])),
        };
    }
    return null;
  }

  /** What is wrong with the parameters, in words; they are converted in place. */
  request(operation: Operation, parameters: Record<string, unknown>): string[] {
    return this.check(this.forms, { ...operation, said: "request" }, operation.request, parameters);
  }

  response(operation: Operation, body: unknown): string[] {
    return this.check(this.json, { ...operation, said: "response" }, operation.response, body);
  }

  /** A snapshot or v2 event, by its type. */
  event(object: string, type: string, body: unknown): string[] {
    const key = `${object} ${type}`;
    if (!this.definitions[key]) return [`${key} is no event that Stripe describes`];
    const $ref = `#/definitions/${encodeURIComponent(key)}`;
    return this.check(this.json, { said: "event", name: type, method: "", path: object }, { $ref }, body);
  }

  private check(
    ajv: Ajv,
    { said, name, method, path }: { said: string; name: string; method: string; path: string },
    schema: Schema,
    value: unknown,
  ): string[] {
    // Classes of the library share names: checkout and portal both have a SessionResource.
    const key = `${said} ${method} ${path} ${name}`;
    const validate = this.compiled.get(key) ?? ajv.compile(located(schema));
    this.compiled.set(key, validate);
    return validate(value)
      ? []
      : (validate.errors ?? []).map((error) => `${said} ${name}: ${sentence(error)}`);
  }
}

function pathPattern(path: string): { pattern: RegExp; names: string[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return { pattern: new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`), names };
}

/** The same schema with its references pointing into the one document of definitions. */
function located(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"stripe#/'));
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const detail =
    params.additionalProperty ?? (params.allowedValues && JSON.stringify(params.allowedValues).slice(0, 120));
  return `${instancePath || "/"} ${message ?? "is wrong"}${detail ? ` (${detail})` : ""}`;
}

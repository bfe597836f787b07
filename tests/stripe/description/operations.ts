import { readFileSync } from "node:fs";
import ts from "typescript-5";
import type { Operation, Schema } from "./schema";
import { DESCRIBED_PATHS } from "./scope";
import type { TypeSchemas } from "./type-schema";

/** The calls of one resource file: verbs and paths stand in its JavaScript, types in its declarations. */
export function operationsOf(
  source: ts.SourceFile,
  checker: ts.TypeChecker,
  schemas: TypeSchemas,
): Operation[] {
  const script = readFileSync(source.fileName.replace(/\.d\.ts$/, ".js"), "utf8");
  const classes = source.statements.filter(ts.isClassDeclaration);
  return classes.flatMap((declaration) => {
    const name = declaration.name?.text ?? "";
    const calls = callsOf(script, name);
    return declaration.members.filter(ts.isMethodDeclaration).flatMap((member) => {
      const method = member.name.getText();
      const call = calls.get(method);
      if (!call || !DESCRIBED_PATHS.test(call.path)) return [];
      return [{ name: `${name}.${method}`, ...call, ...schemasOf(member, checker, schemas) }];
    });
  });
}

type Call = { method: string; path: string };

function callsOf(script: string, className: string): Map<string, Call> {
  const start = script.indexOf(`class ${className} `);
  const body = start < 0 ? "" : script.slice(start, script.indexOf("\n}\n", start));
  const methods = body.split(/\n {4}(?=\w+\([^)]*\) \{)/).slice(1);
  return new Map(
    methods.flatMap((text): [string, Call][] => {
      const call = /_makeRequest\('([A-Z]+)', (['`])(.*?)\2/.exec(text);
      const [, method = "", , path = ""] = call ?? [];
      const name = /^\w+/.exec(text)?.[0] ?? "";
      return call
        ? [[name, { method, path: path.replace(/\$\{encodeURIComponent\((\w+)\)\}/g, "{$1}") }]]
        : [];
    }),
  );
}

function schemasOf(
  member: ts.MethodDeclaration,
  checker: ts.TypeChecker,
  schemas: TypeSchemas,
): { request: Schema; response: Schema } {
  const params = member.parameters.find(({ name }) => name.getText() === "params");
  const request =
    params && schemas.of(checker.getNonNullableType(checker.getTypeAtLocation(params)), "request");
  const promised = member.type;
  if (!promised || !ts.isTypeReferenceNode(promised))
    throw new Error(`${member.name.getText()} returns nothing`);
  const [answer] = promised.typeArguments ?? [];
  if (!answer) throw new Error(`${member.name.getText()} promises nothing`);
  const promise = promised.typeName.getText();
  const response = schemas.of(checker.getTypeFromTypeNode(unwrapped(answer)), "response");
  return {
    request: request ?? { type: "object", properties: {}, additionalProperties: false },
    response: promise.startsWith("V2List")
      ? pageOf(response)
      : promise === "ApiListPromise"
        ? listOf(response)
        : response,
  };
}

/** `Response<Customer>` is Customer and what the library knows about the transport. */
function unwrapped(node: ts.TypeNode): ts.TypeNode {
  if (!ts.isTypeReferenceNode(node) || node.typeName.getText() !== "Response") return node;
  return node.typeArguments?.[0] ?? node;
}

function listOf(items: Schema): Schema {
  return {
    type: "object",
    properties: {
      object: { enum: ["list"] },
      data: { type: "array", items },
      has_more: { type: "boolean" },
      url: { type: "string" },
    },
    required: ["object", "data", "has_more", "url"],
    additionalProperties: false,
  };
}

/** A list of the newer kind, which names its neighbours. */
function pageOf(items: Schema): Schema {
  const url: Schema = { anyOf: [{ type: "string" }, { type: "null" }] };
  return {
    type: "object",
    properties: { data: { type: "array", items }, next_page_url: url, previous_page_url: url },
    required: ["data", "next_page_url", "previous_page_url"],
    additionalProperties: false,
  };
}

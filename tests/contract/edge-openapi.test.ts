import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { GET } from "@/app/api/openapi.json/route";
import { catalogue } from "@/server/api/rest/catalogue";
import { sourceTree } from "../fixtures/source-tree";
import { call, type Handlers } from "./support/rest";

/** Addresses of the product itself, for its own pages, its operators and its executor. */
const NOT_REST = /^app\/api\/(?:trpc|auth|health|inngest|internal|stripe|openapi\.json)\/|^app\/[rsu]\//;

const files = sourceTree(["app"])
  .map(({ path }) => path)
  .filter((path) => path.endsWith("/route.ts") && !NOT_REST.test(path));

type Schema = Parameters<typeof z.fromJSONSchema>[0];
type Operation = {
  operationId: string;
  security: object[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object };
};

let document: Document;
beforeAll(async () => {
  document = await GET().json();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

test("is there for everyone, and is OpenAPI 3.1", () => {
  const response = GET();
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(document.openapi).toBe("3.1.0");
});

test.each(files)("%s is documented, with just its methods", async (file) => {
  const handlers: Handlers = await import(join(process.cwd(), file));
  const { headers } = await call(handlers, { method: "OPTIONS" });
  const allow = (headers.get("allow") ?? "")
    .split(", ")
    .filter((method) => !["OPTIONS", "HEAD"].includes(method));
  expect(allow.length).toBeGreaterThan(0);
  expect(Object.keys(document.paths[addressOf(file)] ?? {}).sort()).toEqual(
    allow.map((method) => method.toLowerCase()).sort(),
  );
});

test("documents nothing that is not served", () => {
  const served = new Set(files.map(addressOf));
  expect(catalogue.map(({ contract }) => contract.path).filter((path) => !served.has(path))).toEqual([]);
});

test("names every operation once", () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(ids).toEqual([...new Set(ids)]);
  expect(ids).toHaveLength(catalogue.length);
});

test("declares the parameters of each path, and who may call", () => {
  for (const { path, operation } of operations()) {
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect(inPath.map(({ name }) => `{${name}}`).sort()).toEqual((path.match(/\{\w+\}/g) ?? []).sort());
    expect(inPath.every(({ required }) => required)).toBe(true);
    expect(Array.isArray(operation.security)).toBe(true);
  }
});

test("declares every status, refusals as problem+json", () => {
  for (const { operation } of operations()) {
    const statuses = Object.keys(operation.responses);
    expect(statuses.filter((status) => Number(status) < 400)).toHaveLength(1);
    expect(statuses).toEqual(expect.arrayContaining(["429", "500", "503"]));
    if (operation.security.length > 0) expect(statuses).toEqual(expect.arrayContaining(["401", "403"]));
    if (operation.requestBody) expect(statuses).toEqual(expect.arrayContaining(["400", "413", "415", "422"]));
    for (const status of statuses.filter((code) => Number(code) >= 400))
      expect(Object.keys(operation.responses[status]?.content ?? {})).toEqual(["application/problem+json"]);
  }
});

test("refers only to what it holds", () => {
  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
  expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
  expect(Object.keys(document.components.schemas)).toEqual(["Problem"]);
});

describe("the documented body of an event", () => {
  const documented = () => {
    const schema = document.paths["/api/v1/events"]?.post?.requestBody?.content["application/json"]?.schema;
    if (!schema) throw new Error("no schema");
    return schema;
  };
  const accepts = (value: unknown) => z.fromJSONSchema(documented()).safeParse(value).success;
  const seed = (name: string): unknown =>
    JSON.parse(readFileSync(new URL(`../fixtures/seeds/${name}.json`, import.meta.url), "utf8"));

  test("fits the documents that it is for", () => {
    expect(accepts(seed("001-customer-created"))).toBe(true);
    expect(accepts(seed("000-email-sent"))).toBe(true);
    expect(accepts({ type: "a.b", data: {}, event_id: 7, occurred_at: 1709208000 })).toBe(true);
  });

  test.each([
    [],
    { event_type: 1, payload: {} },
    { event_type: "a", payload: [] },
    { type: "a", data: {}, id: {} },
  ])("and not %j", (body) => {
    expect(accepts(body)).toBe(false);
  });

  test("asks for a type and a payload, by either name", () => {
    const pair = (...names: string[]) => ({ anyOf: names.map((name) => ({ required: [name] })) });
    expect(documented()).toMatchObject({ allOf: [pair("event_type", "type"), pair("payload", "data")] });
  });
});

/** app/api/webhooks/flow/[token]/route.ts → /api/webhooks/flow/{token} */
const addressOf = (file: string) =>
  file
    .replace(/^app/, "")
    .replace(/\/route\.ts$/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\[(\w+)\]/g, "{$1}");

import * as z from "zod";
import { type ErrorCode, httpStatus } from "@/server/domain/errors";
import { catalogue } from "./catalogue";
import { isNothing, type RestContract } from "./contract";
import { problemSchema } from "./problem-response";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of everything in the catalogue. Made once: contracts do not change while we run. */
export function openApiDocument(): Json {
  made ??= {
    openapi: "3.1.0",
    info: {
      title: "Baton",
      version: "1",
      description:
        "Events in, runs out. Every refusal is problem+json (RFC 9457) with the fields that are wrong and the way out.",
    },
    servers: [{ url: "/" }],
    paths: pathsOf(catalogue.map(({ contract }) => contract)),
    components: { schemas: { Problem: jsonSchema(problemSchema, "output") }, securitySchemes: SECURITY },
  };
  return made;
}

let made: Json | undefined;

const SECURITY = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: "An API key with the scope that the operation names, from Settings, API keys.",
  },
  pluginSignature: {
    type: "apiKey",
    in: "header",
    name: "webhook-signature",
    description:
      "Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature) with the secret of a plugin's installation, which X-Baton-Workspace and X-Baton-Plugin name. Good for events, actions and registrations.",
  },
};

const PLUGIN_SCOPES = ["events:write", "actions:run", "plugins:register"];

function pathsOf(contracts: RestContract[]): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const contract of contracts) {
    const operations = paths[contract.path] ?? {};
    operations[contract.method.toLowerCase()] = operationOf(contract);
    paths[contract.path] = operations;
  }
  return paths;
}

function operationOf(contract: RestContract): Json {
  const { tag, summary, description, access, success } = contract;
  const parameters = [
    ...parametersOf(contract.params, "path"),
    ...parametersOf(contract.query, "query"),
    ...(contract.idempotent ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: `${contract.method.toLowerCase()}${contract.path.replace(/[^A-Za-z0-9]+/g, "_")}`,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: access.kind === "bearer" ? securityOf(access.scope) : [],
    ...(access.kind === "bearer" && { "x-scope": access.scope }),
    ...(parameters.length > 0 && { parameters }),
    ...(!isNothing(contract.body) && {
      requestBody: { required: !contract.bodyOptional, content: contentOf(contract) },
    }),
    responses: {
      [success.status]: {
        description: success.description,
        ...(!isNothing(success.schema) && {
          content: { "application/json": { schema: jsonSchema(success.schema, "output") } },
        }),
      },
      ...Object.fromEntries(refusalsOf(contract).map((code) => [httpStatus[code], refusal(code)])),
    },
  };
}

const securityOf = (scope: string): Json[] => [
  { apiKey: [] },
  ...(PLUGIN_SCOPES.includes(scope) ? [{ pluginSignature: [] }] : []),
];

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description: "The same key again within 24 hours is the same request: its first outcome is answered.",
  schema: { type: "string", maxLength: 200 },
};

function contentOf({ body, bodyAs }: RestContract): Json {
  const schema = jsonSchema(body, "input");
  return {
    "application/json": { schema },
    ...(bodyAs === "webhook" && { "application/x-www-form-urlencoded": { schema: { type: "object" } } }),
  };
}

function parametersOf(schema: z.ZodType, place: "path" | "query"): Json[] {
  if (isNothing(schema)) return [];
  const { properties = {}, required = [] } = objectSchema.parse(jsonSchema(schema, "input"));
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description !== undefined && { description }),
    schema: property,
  }));
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
});

/** What the edge refuses by itself, and what the handler adds. */
function refusalsOf(contract: RestContract): ErrorCode[] {
  const codes = new Set<ErrorCode>(["rate_limited", "internal", "unavailable", ...(contract.refusals ?? [])]);
  const hasBody = !isNothing(contract.body);
  if (contract.access.kind === "bearer") for (const code of BEARER) codes.add(code);
  if (contract.access.kind === "address" || !isNothing(contract.params)) codes.add("not_found");
  if (hasBody) for (const code of BODY) codes.add(code);
  if (hasBody || !isNothing(contract.query)) codes.add("invalid");
  return [...codes].sort((a, b) => httpStatus[a] - httpStatus[b]);
}

const BEARER = ["unauthorized", "forbidden"] as const;
const BODY = ["bad_request", "too_large", "unsupported_media_type"] as const;

function refusal(code: ErrorCode): Json {
  return {
    description: REFUSALS[code],
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    ...(code === "rate_limited" && {
      headers: { "Retry-After": { description: "Seconds to wait", schema: { type: "integer" } } },
    }),
  };
}

const REFUSALS: Record<ErrorCode, string> = {
  bad_request: "The body is not valid JSON; the detail says where.",
  unauthorized: "No credential, or one that is not valid any more.",
  payment_required: "Out of tokens.",
  forbidden: "The credential lacks the scope, or may not be used from this web page.",
  not_found: "It is not there, or belongs to another workspace.",
  conflict: "It exists already, or cannot be done in its present state.",
  too_large: "The body is too large.",
  unsupported_media_type: "The body is of a type that is not read here.",
  invalid: "Fields are wrong; problems names them.",
  rate_limited: "Too many requests.",
  unavailable: "Not available right now; send it again.",
  internal: "Failed on our side, and was recorded under the request_id.",
};

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, $defs, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    reused: "inline",
  });
  return $defs ? JSON.parse(JSON.stringify(rest, anyJson)) : rest;
}

/** What refers to itself is z.json() alone, any value: it is spelled so, for a document holds no definitions of its parts. */
const anyJson = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && "$ref" in value ? {} : value;

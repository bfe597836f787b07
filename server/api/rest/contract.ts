import * as z from "zod";
import type { ApiScope } from "@/server/domain/api-scope";
import type { ErrorCode } from "@/server/domain/errors";
import type { BucketRule } from "./token-bucket";

/**
 * What one address of the REST API takes and answers. The edge checks requests by it and the OpenAPI document is made
 * from it, so that neither can say something else than the other.
 */
export type RestContract<Body = unknown, Query = unknown, Params = unknown> = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As in OpenAPI: /api/workflows/{id} */
  path: `/${string}`;
  /** Groups addresses in the document: Events, Workflows. */
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  /** Of the path; what does not fit is not found. `nothing` where there is none, as below. */
  params: z.ZodType<Params>;
  query: z.ZodType<Query>;
  body: z.ZodType<Body>;
  /** What the body may be sent as. `webhook` also takes forms, and JSON that does not say that it is JSON. */
  bodyAs?: "json" | "webhook";
  /** Without a body the request is one with {}. */
  bodyOptional?: true;
  /** Of the whole body; what is longer is not read. */
  maxBytes?: number;
  rateLimit?: BucketRule;
  /** Takes an Idempotency-Key. */
  idempotent?: true;
  success: { status: number; description: string; schema: z.ZodType };
  /** What the handler itself may refuse with; the edge's own refusals are known. */
  refusals?: ErrorCode[];
};

/**
 * `bearer`: API key with the scope, internal token or a plugin's signature. `address`: a secret in the path. `internal`:
 * for whoever runs Baton, with the internal token alone; not in the document.
 */
export type Access = { kind: "bearer"; scope: ApiScope } | { kind: "address" } | { kind: "internal" };

/** No parameters, no query, no body. */
export const nothing = z.null();

export const isNothing = (schema: z.ZodType): boolean => schema === nothing;

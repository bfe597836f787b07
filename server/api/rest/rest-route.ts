import type * as z from "zod";
import { newId } from "@/server/db/id";
import { AppError } from "@/server/domain/errors";
import { LIMITS } from "@/server/domain/flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { auditInternalUse } from "./audit-internal-use";
import { authenticate } from "./authenticate";
import { RequestCheck } from "./check-request";
import { isNothing, type RestContract } from "./contract";
import { checkOrigin, corsHeaders } from "./cors";
import type { Credential } from "./credential";
import { checkContentType, parseBody } from "./parse-body";
import { problemResponse } from "./problem-response";
import { readBody } from "./read-body";
import { takeToken } from "./token-bucket";

/** What a handler gets: everything in it is checked. */
export type RestCall<Body, Query, Params> = {
  workspaceId: WorkspaceId;
  credential: Credential;
  body: Body;
  query: Query;
  params: Params;
  headers: Headers;
  requestId: string;
};

/** `status` where it is not the contract's. */
export type RestAnswer = { body: unknown; status?: number; headers?: Record<string, string> };

/** As Next hands it to a route handler. */
export type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** An address that can be served (serve-routes) and documented (catalogue). */
export type RestRoute = {
  contract: RestContract;
  answer: (request: Request, context: RouteContext) => Promise<Response>;
};

type Handler<Body, Query, Params> = (call: RestCall<Body, Query, Params>) => Promise<RestAnswer>;

/** Around the largest payload there is an envelope, and white space. */
const MOST_BYTES = LIMITS.payloadBytes + 16 * 1024;
const USUAL_RATE = { burst: 2_000, perSecond: 1_000 };

/**
 * A contract and what is done for a request that keeps it. `open` proves the caller where the secret is part of the
 * path; elsewhere it is a Bearer credential or a signature.
 */
export function restRoute<Body, Query, Params>(
  contract: RestContract<Body, Query, Params>,
  handle: Handler<Body, Query, Params>,
  open?: (params: Params) => Promise<Credential>,
): RestRoute {
  async function run(request: Request, context: RouteContext, caller: Caller, requestId: string) {
    const raw = once(() => readBody(request, contract.maxBytes ?? MOST_BYTES));
    const params = await paramsOf(contract.params, context);
    const credential = open ? await open(params) : await authenticate(request, raw);
    caller.credential = credential;
    takeFor(contract, credential);
    checkScope(contract, credential);
    checkOrigin(contract.path, request, credential);
    const { body, query } = await contentOf(contract, request, credential, raw);
    if (credential.kind === "internal") await auditInternalUse(contract, credential);
    const { workspaceId } = credential;
    const answer = await handle({
      workspaceId,
      credential,
      body,
      query,
      params,
      headers: request.headers,
      requestId,
    });
    return toResponse(answer, contract.success.status);
  }

  return {
    contract,
    async answer(request, context) {
      const requestId = requestIdOf(request);
      const caller: Caller = { credential: null };
      const response = await run(request, context, caller, requestId).catch((error: unknown) =>
        problemResponse(error, requestId),
      );
      response.headers.set("x-request-id", requestId);
      await corsHeaders(contract.path, request, caller.credential, response.headers);
      return response;
    },
  };
}

/** Known as soon as it is proved, for the headers of a refusal too. */
type Caller = { credential: Credential | null };

/** The sender's own id of the request when it has one, else ours. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given && /^[\w.:-]{1,100}$/.test(given) ? given : newId();
}

async function paramsOf<Params>(schema: z.ZodType<Params>, context: RouteContext): Promise<Params> {
  const checked = schema.safeParse(isNothing(schema) ? null : await context.params);
  if (checked.success) return checked.data;
  throw new AppError("not_found", "There is nothing at this address. Check the id in it.");
}

/** All addresses together, but for those with a limit of their own. */
function takeFor({ rateLimit, path }: RestContract, { bucket }: Credential): void {
  if (rateLimit) takeToken(`${bucket} ${path}`, rateLimit);
  else takeToken(bucket, USUAL_RATE);
}

function checkScope({ access }: RestContract, { kind, scopes }: Credential): void {
  if (access.kind === "internal") {
    if (kind === "internal") return;
    throw new AppError(
      "forbidden",
      "This address is for whoever runs Baton: send INTERNAL_API_TOKEN as the Bearer key and X-Baton-Workspace.",
    );
  }
  if (access.kind === "address" || scopes === "all" || scopes.includes(access.scope)) return;
  throw new AppError(
    "forbidden",
    `This credential may not do that: it lacks the scope ${access.scope}. Use an API key that has it (Settings, API keys).`,
  );
}

async function contentOf<Body, Query, Params>(
  contract: RestContract<Body, Query, Params>,
  request: Request,
  { workspaceId, kind }: Credential,
  raw: () => Promise<Buffer>,
): Promise<{ body: Body; query: Query }> {
  const as = contract.bodyAs ?? "json";
  const hasBody = !isNothing(contract.body);
  const isLeftOut = contract.bodyOptional === true && (await raw()).byteLength === 0;
  if (hasBody && !isLeftOut) checkContentType(request, as);
  const given = !hasBody ? null : isLeftOut ? {} : parseBody(request, as, await raw());
  const asked = queryOf(request.url);
  const check = new RequestCheck();
  const body = check.part(contract.body, given);
  const query = check.part(contract.query, asked);
  // What outside services post to a webhook address is theirs, a tenant_id in it too.
  if (kind !== "address") {
    await check.tenant(workspaceId, given);
    await check.tenant(workspaceId, asked);
  }
  if (!body || !query || check.failed) throw check.refusal();
  return { body: body.data, query: query.data };
}

function queryOf(url: string): Record<string, string> {
  const at = url.indexOf("?");
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at + 1)));
}

function toResponse({ body, status, headers }: RestAnswer, usual: number): Response {
  const code = status ?? usual;
  if (code === 204) return new Response(null, { status: code, headers: { ...headers } });
  return new Response(JSON.stringify(body), {
    status: code,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

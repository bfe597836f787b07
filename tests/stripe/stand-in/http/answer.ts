import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import qs from "qs";
import * as z from "zod";
import type { Contract, MatchedOperation } from "../../contract/contract";
import type { Json, JsonObject } from "../json";
import { refused, StripeFailure } from "../stripe-failure";
import type { World } from "../world";
import { expand } from "./expand";
import type { Faults } from "./faults";
import { IdempotencyKeys } from "./idempotency";
import { listPage } from "./list-page";
import type { Route } from "./route";

export type Asked = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  body: string;
};
export type Answer = {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Whether the work was begun: only then is the answer kept for its idempotency key. */
  begun: boolean;
};

const commonSchema = z.looseObject({
  expand: z.array(z.string()).default([]),
  limit: z.number().optional(),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
});

/** The API itself: every call is held against the description on its way in and out. */
export class Api {
  readonly violations: string[] = [];
  private readonly keys = new IdempotencyKeys();
  private readonly routes: Map<string, Route>;

  constructor(
    private readonly world: World,
    private readonly contract: Contract,
    private readonly faults: Faults,
    private readonly apiKey: string,
    routes: Route[],
  ) {
    this.routes = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
    for (const { method, path } of routes)
      if (contract.find(method, path)?.operation.path !== path)
        throw new Error(`${method} ${path} is no call of Stripe's`);
  }

  /** The answer, or null when it is to be lost. */
  async answer(asked: Asked): Promise<Answer | null> {
    const faults = this.faults.take(`${asked.method} ${asked.path}`);
    for (const { kind, milliseconds } of faults) if (kind === "delay") await wait(milliseconds);
    const fault = faults.find(({ kind }) => kind !== "delay");
    if (fault?.kind === "500")
      return failed(new StripeFailure(500, "An unknown error occurred.", { type: "api_error" }), false);
    if (fault?.kind === "429")
      return failed(
        new StripeFailure(429, "Too many requests.", { code: "rate_limit", retryAfter: fault.retryAfter }),
        false,
      );
    const answer = await this.answerCall(asked).catch((error: unknown) => {
      if (error instanceof StripeFailure) return failed(error, false);
      this.violations.push(`${asked.method} ${asked.path}: ${String(error)}`);
      return failed(new StripeFailure(500, String(error), { type: "api_error", shouldRetry: false }), false);
    });
    return fault?.kind === "answer lost" ? null : answer;
  }

  private async answerCall(asked: Asked): Promise<Answer> {
    this.checkKey(asked);
    const match = this.contract.find(asked.method, asked.path);
    if (!match) {
      this.violations.push(`${asked.method} ${asked.path} is no call of Stripe's`);
      throw new StripeFailure(404, `Unrecognized request URL (${asked.method}: ${asked.path}).`);
    }
    this.checkVersion(asked);
    const parameters = parametersOf(asked);
    const wrong = this.contract.request(match.operation, parameters);
    this.violations.push(...wrong);
    if (wrong.length) throw refused(wrong.join("; "), undefined, codeFor(wrong.join()));
    const work = () => this.work(asked, match, parameters);
    const key = asked.method === "POST" ? asked.headers["idempotency-key"] : undefined;
    if (!key) return work();
    const said = `${asked.method} ${asked.path} ${asked.body}`;
    return this.keys.once(key, said, this.world.now(), work);
  }

  private checkKey({ headers, method, path }: Asked): void {
    const [, key = ""] = /^Bearer (.*)$/.exec(headers.authorization ?? "") ?? [];
    if (key === this.apiKey) return;
    this.violations.push(`${method} ${path} was called with the API key "${key}"`);
    throw new StripeFailure(401, `Invalid API Key provided: ${key.slice(0, 8)}***`);
  }

  private checkVersion({ headers, method, path }: Asked): void {
    const version = headers["stripe-version"];
    if (version === this.contract.apiVersion) return;
    this.violations.push(
      `${method} ${path} was called with version ${version} instead of ${this.contract.apiVersion}`,
    );
    throw refused(`Invalid Stripe API version: ${version}`);
  }

  private async work(
    asked: Asked,
    { operation, pathParameters }: MatchedOperation,
    parameters: Record<string, unknown>,
  ): Promise<Answer> {
    const route = this.routes.get(`${operation.method} ${operation.path}`);
    try {
      if (!route)
        throw new StripeFailure(501, `${operation.name} is unknown to the stand-in.`, {
          type: "api_error",
          shouldRetry: false,
        });
      const body = await this.bodyOf(route, asked.path, Object.values(pathParameters), parameters);
      this.violations.push(...this.contract.response(operation, body));
      return {
        status: 200,
        headers: headersOf(asked, this.contract.apiVersion),
        body: JSON.stringify(body),
        begun: true,
      };
    } catch (error) {
      if (error instanceof z.ZodError) {
        const reason = `${operation.name}: the stand-in does not model ${z.prettifyError(error)}`;
        this.violations.push(reason);
        return failed(refused(reason), false);
      }
      if (!(error instanceof StripeFailure)) throw error;
      if (error.status === 501) this.violations.push(error.message);
      return failed(error, error.status !== 429);
    }
  }

  private async bodyOf(
    route: Route,
    path: string,
    [first = "", second = ""]: string[],
    parameters: Record<string, unknown>,
  ): Promise<JsonObject> {
    const { expand: paths, limit, starting_after, ending_before, ...rest } = commonSchema.parse(parameters);
    const given = route.isList ? rest : parametersWithoutExpand(parameters);
    const result = await route.handle(this.world, given, [first, second]);
    const body = route.isList
      ? listPage(
          Array.isArray(result) ? result.filter(isObject) : [],
          { limit, starting_after, ending_before },
          path,
        )
      : result;
    // A copy: what is expanded in it must not grow into the state.
    const copy: JsonObject = JSON.parse(JSON.stringify(body));
    expand(this.world, copy, paths);
    return JSON.parse(JSON.stringify(copy));
  }
}

function codeFor(complaints: string): string | undefined {
  if (complaints.includes("additional properties")) return "parameter_unknown";
  return complaints.includes("required property") ? "parameter_missing" : undefined;
}

function parametersWithoutExpand({ expand: _, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

function parametersOf({ method, path, query, body }: Asked): Record<string, unknown> {
  if (method === "POST" && path.startsWith("/v2/")) return JSON.parse(body || "{}");
  return qs.parse(method === "POST" ? body : query, { depth: 20, arrayLimit: 1000, parameterLimit: 10_000 });
}

export function failed(failure: StripeFailure, begun: boolean): Answer {
  const { shouldRetry, retryAfter } = failure.details;
  return {
    status: failure.status,
    headers: {
      "content-type": "application/json",
      "request-id": requestId(),
      ...(shouldRetry === undefined ? {} : { "stripe-should-retry": String(shouldRetry) }),
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify(failure.body()),
    begun,
  };
}

function headersOf({ headers }: Asked, version: string): Record<string, string> {
  const key = headers["idempotency-key"];
  return {
    "content-type": "application/json",
    "request-id": requestId(),
    "stripe-version": version,
    ...(key ? { "idempotency-key": key } : {}),
  };
}

const requestId = () => `req_${randomBytes(7).toString("hex")}`;

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

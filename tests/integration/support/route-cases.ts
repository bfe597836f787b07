import type { ApiScope } from "@/server/domain/api-scope";
import type { Person } from "../../fixtures/people";
import type { Victim } from "./victim";

/** A request that reaches for the victim's rows wherever it can name one. `stranger` is who sends it. */
export type RouteRequest = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
};

export type RouteCase = {
  /** What a key needs here. */
  scope: ApiScope;
  request: (victim: Victim, stranger: Person) => RouteRequest;
};

/** Who else guards a route, or why nobody has to. */
export const exemptRoutes: Record<string, string> = {
  "app/api/auth/[...nextauth]/route.ts": "Auth.js: auth-cookie.test.ts",
  "app/api/trpc/[trpc]/route.ts": "every procedure: isolation.test.ts",
  "app/api/health/route.ts": "says nothing of any workspace",
  "app/api/health/ready/route.ts": "says nothing of any workspace",
};

/** One line for each method of each route: "<file> <METHOD>". One that stands nowhere fails the test of isolation. */
export const routeCases: Record<string, RouteCase> = {};

/** Routes whose address is the credential, and the ways in which a stranger might bend it. */
export const openRouteCases: Record<
  string,
  { attempts: (victim: Victim, stranger: Person) => RouteRequest[] }
> = {};

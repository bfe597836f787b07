import { performance } from "node:perf_hooks";
import { AppError } from "@/server/domain/errors";
import { isKnownOrigin } from "@/server/features/api-keys/data";
import type { Credential } from "./credential";

/** Web pages elsewhere may call these, when an API key names their origin. Everything else is for servers. */
const isForBrowsers = (path: string): boolean => path.startsWith("/api/v1/");

/** The answer to a preflight, which carries no key: any working key's origin may go on and is asked for its key then. */
export async function preflightHeaders(
  path: string,
  request: Request,
  methods: string,
): Promise<Record<string, string>> {
  if (!isForBrowsers(path)) return {};
  const origin = request.headers.get("origin");
  if (!origin || !request.headers.has("access-control-request-method") || !(await isKnown(origin)))
    return { vary: "Origin" };
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": methods,
    "access-control-allow-headers": "authorization, content-type, idempotency-key, x-request-id",
    "access-control-max-age": "600",
    vary: "Origin",
  };
}

/** Holds a web page's request to the origins of its own key, whatever the preflight said. */
export function checkOrigin(path: string, request: Request, { origins }: Credential): void {
  const origin = request.headers.get("origin");
  if (!origin || !isForBrowsers(path) || origins.includes(origin) || isOwn(origin, request)) return;
  throw new AppError(
    "forbidden",
    `This API key may not be used from web pages of ${origin.slice(0, 300)}. Make a key with that origin under Settings, API keys.`,
  );
}

/** Lets a page read the answer, a refusal too. Never for everyone, never with cookies. */
export async function corsHeaders(
  path: string,
  request: Request,
  credential: Credential | null,
  headers: Headers,
): Promise<void> {
  if (!isForBrowsers(path)) return;
  headers.set("vary", "Origin");
  const origin = request.headers.get("origin");
  if (!origin) return;
  const allowed = credential ? credential.origins.includes(origin) : await isKnown(origin);
  if (!allowed) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", "x-request-id, retry-after");
}

function isOwn(origin: string, request: Request): boolean {
  const host = request.headers.get("host");
  return host !== null && URL.canParse(origin) && new URL(origin).host === host;
}

const MAX_AGE_MS = 5_000;
const known = new Map<string, { is: boolean; readAt: number }>();

async function isKnown(origin: string): Promise<boolean> {
  const seen = known.get(origin);
  const at = performance.now();
  if (seen && at - seen.readAt < MAX_AGE_MS) return seen.is;
  // It is only asked for headers: without the database there are none.
  const is = origin.length <= 300 && (await isKnownOrigin(origin).catch(() => false));
  if (known.size > 1_000) known.clear();
  known.set(origin, { is, readAt: at });
  return is;
}

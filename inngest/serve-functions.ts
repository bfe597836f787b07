import { serve } from "inngest/edge";
import { env } from "@/server/env";
import { inngest, usesInngestServer } from "./client";
import { functions } from "./functions/registry";

type Handler = (request: Request) => Promise<Response>;
let handler: Handler | undefined;

/**
 * The address that an Inngest server calls: signed requests only. Without one there is no such address; the embedded
 * executor's handler is never reachable over HTTP.
 */
export async function serveFunctions(request: Request): Promise<Response> {
  if (!usesInngestServer()) return new Response(null, { status: 404 });
  handler ??= makeHandler();
  return handler(request);
}

function makeHandler(): Handler {
  const { AUTH_URL } = env();
  const answer = serve({
    client: inngest,
    functions,
    // Anybody could have the functions registered under an address of their choice.
    enableUnauthedSync: false,
    ...(AUTH_URL ? { serveOrigin: new URL(AUTH_URL).origin } : {}),
  });
  return async (request) => answer(request);
}

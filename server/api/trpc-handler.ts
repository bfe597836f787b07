import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { logger } from "@/server/logger";
import { createContext } from "./context";
import { problemOf } from "./error-format";
import { appRouter } from "./root";

/** Well above the largest thing that a page posts: a flow of 256 KB, an event of 512 KB. */
const MAX_BODY = 2 * 1024 * 1024;

/** Answers /api/trpc. */
export async function trpcHandler(request: Request): Promise<Response> {
  if (request.method === "POST") {
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    // Without a length the whole body would have to be read to know; browsers always send one.
    if (!(length <= MAX_BODY)) return new Response("The request is too large.", { status: 413 });
  }
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    maxBatchSize: 30,
    createContext: () => createContext(request.headers),
    onError({ error, path }) {
      if (problemOf(error).code !== "internal") return;
      logger.error({ path, error: error.cause?.stack ?? error.stack }, "a procedure failed");
    },
    responseMeta({ errors }) {
      const waits = errors.map((error) => problemOf(error).retryAfterSeconds ?? 0);
      const wait = Math.max(0, ...waits);
      return wait > 0 ? { headers: { "retry-after": String(wait) } } : {};
    },
  });
}

import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { logger } from "@/server/logger";
import { createContext } from "./context";
import { problemOf } from "./error-format";
import { appRouter } from "./root";

/** Answers /api/trpc. */
export function trpcHandler(request: Request): Promise<Response> {
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

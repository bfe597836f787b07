import { performance } from "node:perf_hooks";
import { AppError } from "@/server/domain/errors";
import { findIdentity } from "@/server/features/sessions/service";

const RECHECK_MS = 3_000;

/**
 * A subscription outlives the check that opened it. So before it hands anything on, it asks again (at most every few
 * seconds) whether the session lives and the membership stands.
 */
export function guardStream(stream: unknown, sessionId: string, findAccess: () => Promise<unknown>): unknown {
  if (!isAsyncIterable(stream)) return stream;
  return guarded(stream, sessionId, findAccess);
}

async function* guarded(
  stream: AsyncIterable<unknown>,
  sessionId: string,
  findAccess: () => Promise<unknown>,
) {
  let checkedAt = performance.now();
  for await (const item of stream) {
    if (performance.now() - checkedAt > RECHECK_MS) {
      const [identity, access] = await Promise.all([findIdentity(sessionId), findAccess()]);
      if (!identity) throw new AppError("unauthorized", "Your session was ended. Sign in again.");
      if (!access) throw new AppError("not_found", "You are no longer a member of this workspace.");
      checkedAt = performance.now();
    }
    yield item;
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

import { logger } from "@/server/logger";

/**
 * What the SDK has to say, in our log. No `child`, and a `flush` that does nothing: with either missing the SDK would
 * make a logger, or wait a timer's tick, for every call.
 */
export const sdkLogger = {
  debug: () => {},
  info: (...args: unknown[]) => logger.debug(...said(args)),
  warn: (...args: unknown[]) => logger.warn(...said(args)),
  error: (...args: unknown[]) => logger.warn(...said(args)),
  flush: async () => {},
};

/** It puts the fields first and the words behind, or only words. */
function said([first, second]: unknown[]): [object, string] {
  if (typeof first === "object" && first !== null) return [first, `inngest: ${String(second ?? "")}`];
  return [{}, `inngest: ${String(first)}`];
}

import type { FlowDefinition } from "../domain/flow";
import { retryDelay } from "../domain/retry";

type Effort = { retry_count?: number; retry_delay?: number };

/** When a failed attempt is repeated, by the step's own settings or the flow's; null: it was the last one. */
export function retryAt(
  settings: FlowDefinition["settings"],
  own: Effort,
  failed: { attempt: number; retryAfterMs?: number },
  at: Date,
): Date | null {
  if (failed.attempt > (own.retry_count ?? settings.retry_count)) return null;
  const waitMs = retryDelay({
    attempt: failed.attempt,
    delayMs: own.retry_delay ?? settings.retry_delay,
    backoff: settings.backoff,
    jitter: Math.random(),
    retryAfterMs: failed.retryAfterMs,
  });
  return new Date(at.getTime() + waitMs);
}

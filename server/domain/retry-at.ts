import type { FlowDefinition } from "./flow";
import { retryDelay } from "./retry";
import type { StepStatus } from "./run";

type Effort = { retry_count?: number; retry_delay?: number };

/**
 * When a failed attempt is repeated, by the step's own settings or the flow's; null: it was the last one. `jitter` is
 * drawn by the caller, 0..1.
 */
export function retryAt(
  settings: FlowDefinition["settings"],
  own: Effort,
  failed: { attempt: number; retryAfterMs?: number },
  at: Date,
  jitter: number,
): Date | null {
  if (failed.attempt > (own.retry_count ?? settings.retry_count)) return null;
  const waitMs = retryDelay({
    attempt: failed.attempt,
    delayMs: own.retry_delay ?? settings.retry_delay,
    backoff: settings.backoff,
    jitter,
    retryAfterMs: failed.retryAfterMs,
  });
  return new Date(at.getTime() + waitMs);
}

/** One that the gate held goes on with the attempt it was held with. */
export function attemptAfter(known: { status: StepStatus; attempt: number } | undefined): number {
  if (known?.status === "retrying") return known.attempt + 1;
  return known?.status === "waiting" ? known.attempt : 1;
}

const LONGEST_MS = 3_600_000;
const LONGEST_ASKED_MS = 86_400_000;

export type RetryInput = {
  /** The attempt that failed, from 1. */
  attempt: number;
  delayMs: number;
  backoff: "exponential" | "fixed";
  /** 0..1, drawn by the caller. */
  jitter: number;
  /** What the receiver asked for; obeyed when longer, up to a day. */
  retryAfterMs?: number;
};

/** How long to wait before the next attempt, ms: doubling from the flow's delay, spread by ± 20 %, an hour at most unless asked for more. */
export function retryDelay({ attempt, delayMs, backoff, jitter, retryAfterMs }: RetryInput): number {
  const grown = backoff === "exponential" ? delayMs * 2 ** Math.min(attempt - 1, 30) : delayMs;
  const spread = Math.round(Math.min(grown, LONGEST_MS) * (0.8 + 0.4 * jitter));
  return Math.max(Math.min(spread, LONGEST_MS), Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
}

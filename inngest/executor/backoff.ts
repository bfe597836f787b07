const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const TABLE = [
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  HOUR,
  2 * HOUR,
];

/** When to try again after `attempt` (0 = the first) failed: the Inngest server's table, unless the error says when. */
export function retryAt(attempt: number, now: Date, retryAfter: string | null, jitter = Math.random()): Date {
  const asked = retryAfter === null ? null : askedDelay(retryAfter, now);
  const wait = asked ?? (TABLE[Math.min(attempt, TABLE.length - 1)] ?? 0) + jitter * 30 * SECOND;
  return new Date(now.getTime() + wait);
}

/** Seconds, or a date; as a server does, not before a second and not after a day. */
function askedDelay(retryAfter: string, now: Date): number | null {
  const delay = /^\d+$/.test(retryAfter)
    ? Number(retryAfter) * SECOND
    : Date.parse(retryAfter) - now.getTime();
  return Number.isNaN(delay) ? null : Math.min(Math.max(delay, SECOND), DAY);
}

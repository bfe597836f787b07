import { now } from "../db/clock";
import { pool } from "../db/pool";
import { AppError } from "../domain/errors";

export type RateRule = { limit: number; windowSeconds: number };

/** What this process knows of a key's window: tries it has taken and not used up, and whether there are no more. */
type Local = { startsAt: number; endsAt: number; left: number; full: boolean; taking: Promise<void> | null };

declare global {
  var batonRateWindows: Map<string, Local> | undefined;
}

/** Keys remembered per process before those of past windows are let go. */
const MOST_KEYS = 10_000;

/**
 * One more try under `key`; throws `rate_limited` when the window is full. All processes share the count. A big limit
 * is taken in slices of a fiftieth, so that a busy key does not update its row with every request; a full window is
 * known here and costs no query.
 */
export async function rateLimit(key: string, rule: RateRule): Promise<void> {
  for (;;) {
    const at = now().getTime();
    const local = localWindow(key, rule, at);
    if (local.full && local.left === 0) throw refusal(local.endsAt - at);
    if (local.left > 0) {
      local.left -= 1;
      return;
    }
    local.taking ??= take(key, rule, local).finally(() => {
      local.taking = null;
    });
    await local.taking;
  }
}

function localWindow(key: string, { windowSeconds }: RateRule, at: number): Local {
  globalThis.batonRateWindows ??= new Map();
  const windows = globalThis.batonRateWindows;
  const length = windowSeconds * 1000;
  const startsAt = Math.floor(at / length) * length;
  const known = windows.get(key);
  if (known?.startsAt === startsAt) return known;
  if (windows.size >= MOST_KEYS)
    for (const [old, { endsAt }] of windows) if (endsAt <= at) windows.delete(old);
  const fresh: Local = { startsAt, endsAt: startsAt + length, left: 0, full: false, taking: null };
  windows.set(key, fresh);
  return fresh;
}

async function take(key: string, { limit }: RateRule, local: Local): Promise<void> {
  const slice = Math.max(1, Math.floor(limit / 50));
  const { rows } = await pool().query<{ count: number }>({
    name: "rate-window",
    text: `insert into rate_windows (key, starts_at, count, expires_at) values ($1, $2, $3, $4)
           on conflict (key, starts_at) do update set count = rate_windows.count + $3 returning count`,
    values: [key, new Date(local.startsAt), slice, new Date(local.endsAt)],
  });
  const count = rows[0]?.count ?? slice;
  local.left += Math.max(0, Math.min(slice, limit - (count - slice)));
  local.full = count >= limit;
}

function refusal(remainingMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(remainingMs / 1000));
  return new AppError("rate_limited", `Too many tries. Wait ${inWords(retryAfterSeconds)}, then try again.`, {
    retryAfterSeconds,
  });
}

const inWords = (seconds: number) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

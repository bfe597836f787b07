import { now } from "../db/clock";
import { pool } from "../db/pool";
import { AppError } from "../domain/errors";

export type RateRule = { limit: number; windowSeconds: number };

/** Counts one more under `key` and throws `rate_limited` when the window is full. Refused tries count too. */
export async function rateLimit(key: string, { limit, windowSeconds }: RateRule): Promise<void> {
  const at = now().getTime();
  const length = windowSeconds * 1000;
  const startsAt = Math.floor(at / length) * length;
  const endsAt = startsAt + length;
  const { rows } = await pool().query<{ count: number }>({
    name: "rate-window",
    text: `insert into rate_windows (key, starts_at, count, expires_at) values ($1, $2, 1, $3)
           on conflict (key, starts_at) do update set count = rate_windows.count + 1 returning count`,
    values: [key, new Date(startsAt), new Date(endsAt)],
  });
  if (rows[0]?.count === 1) await forgetExpired(new Date(at));
  if ((rows[0]?.count ?? 0) <= limit) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((endsAt - at) / 1000));
  throw new AppError(
    "rate_limited",
    `Too many tries. Wait ${waitInWords(retryAfterSeconds)}, then try again.`,
    { retryAfterSeconds },
  );
}

/** Each new window takes a few old ones away, so the table stays as small as its traffic. */
const forgetExpired = (at: Date) =>
  pool().query({
    name: "rate-window-expire",
    text: "delete from rate_windows where (key, starts_at) in (select key, starts_at from rate_windows where expires_at < $1 limit 10 for update skip locked)",
    values: [at],
  });

function waitInWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

import { pool } from "../db/pool";
import { logger } from "../logger";

const HOUR_MS = 3_600_000;

/** Rows whose time is over are taken away in small bites, so that no chore holds a table for long. */
const EXPIRED = [
  "delete from dedupe_keys where (workspace_id, scope, key) in (select workspace_id, scope, key from dedupe_keys where expires_at < now() limit 1000)",
  "delete from rate_windows where (key, starts_at) in (select key, starts_at from rate_windows where expires_at < now() limit 1000)",
  "delete from sessions where id in (select id from sessions where expires_at < now() - interval '30 days' limit 1000)",
];

/** Housekeeping once an hour: payload partitions ahead of time, expired rows. */
export function startChores(): { stop(): void } {
  const run = () =>
    tidy().catch((error: Error) =>
      logger.warn({ error: error.message }, "housekeeping failed, it is tried again in an hour"),
    );
  const timer = setInterval(run, HOUR_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

export async function tidy(): Promise<void> {
  await pool().query("select ensure_payload_partitions(now())");
  for (const statement of EXPIRED) {
    let removed: number | null = 1000;
    while (removed === 1000) removed = (await pool().query(statement)).rowCount;
  }
}

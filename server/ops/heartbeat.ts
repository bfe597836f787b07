import { hostname } from "node:os";
import { newId } from "../db/id";
import { pool } from "../db/pool";
import { logger } from "../logger";

const BEAT_MS = 2_000;
/** A worker not heard of for this long is not there. */
export const HEARTBEAT_FRESH_SECONDS = 8;

/** Says "this worker lives" every two seconds, by the database's own clock: a test clock must not make a worker look dead. */
export async function startHeartbeat(): Promise<{ stop(): Promise<void> }> {
  const id = newId();
  const beat = () =>
    pool().query({
      name: "heartbeat",
      text: `insert into worker_heartbeats (id, host, pid, started_at, seen_at) values ($1, $2, $3, clock_timestamp(), clock_timestamp())
             on conflict (id) do update set seen_at = excluded.seen_at`,
      values: [id, hostname(), process.pid],
    });
  await pool().query("delete from worker_heartbeats where seen_at < clock_timestamp() - interval '1 minute'");
  await beat();
  const timer = setInterval(
    () => beat().catch((error: Error) => logger.warn({ error: error.message }, "no heartbeat")),
    BEAT_MS,
  );
  return {
    async stop() {
      clearInterval(timer);
      await pool()
        .query("delete from worker_heartbeats where id = $1", [id])
        .catch(() => {});
    },
  };
}

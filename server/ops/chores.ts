import { now } from "../db/clock";
import { pool } from "../db/pool";
import { forgetLoopStarts } from "../engine/forget-loop-starts";
import { logger } from "../logger";
import { settleMessages } from "../records/settle-messages";
import { retain } from "./retention";

const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Housekeeping a minute after the start and then every hour: payload partitions ahead of time, messages that a stopped
 * server left behind, what is kept no longer.
 */
export function startChores(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const run = () => {
    // A pass over a great deal of data may take longer than an hour.
    running ??= tidy(stopping.signal)
      .catch((error: Error) =>
        logger.warn({ error: error.message }, "housekeeping failed, it is tried again in an hour"),
      )
      .finally(() => {
        running = undefined;
      });
  };
  const timers = [setTimeout(run, FIRST_MS), setInterval(run, HOUR_MS)];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

async function tidy(signal: AbortSignal): Promise<void> {
  await pool().query("select ensure_payload_partitions($1)", [now()]);
  await settleMessages(pool());
  await forgetLoopStarts(signal);
  await retain({ signal });
}

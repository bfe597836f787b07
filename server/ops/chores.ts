import { forgetEvents } from "../billing/webhooks/forget-events";
import { now } from "../db/clock";
import { pool } from "../db/pool";
import { forgetLoopStarts } from "../engine/forget-loop-starts";
import { checkFlowBudgets } from "../features/flow-budgets/service";
import { logger } from "../logger";
import { expireGrants } from "../records/expire-grants";
import { settleMessages } from "../records/settle-messages";
import { followUsage } from "./follow-usage";
import { noticeUsage } from "./notice-usage";
import { retain } from "./retention";

const FIRST_MS = 60_000;
const HOUR_MS = 3_600_000;
const FOLLOW_MS = 20_000;
const SETTLE_MS = 20_000;

/**
 * Housekeeping a minute after the start and then every hour: payload partitions ahead of time, messages that a stopped
 * server left behind, what is kept no longer. The sums of the ledger follow it more often, so that little of it is left
 * to be added up when somebody looks; grants that expire and flows' budgets are looked at as often.
 */
export function startChores(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const tidying = oneAtATime(
    () => tidy(stopping.signal),
    "housekeeping failed, it is tried again in an hour",
  );
  const following = oneAtATime(async () => {
    await followUsage(stopping.signal);
    await noticeUsage(stopping.signal);
  }, "the sums of the ledger did not follow it, it is tried again in a moment");
  const settling = oneAtATime(async () => {
    await expireGrants(stopping.signal);
    await checkFlowBudgets(stopping.signal);
  }, "grants and budgets were not looked at, they are again in a moment");
  const timers = [
    setTimeout(tidying.run, FIRST_MS),
    setInterval(tidying.run, HOUR_MS),
    setInterval(following.run, FOLLOW_MS),
    setInterval(settling.run, SETTLE_MS),
  ];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      stopping.abort();
      await Promise.all([tidying.over(), following.over(), settling.over()]);
    },
  };
}

/** A pass over a great deal of data may take longer than the time to the next one. */
function oneAtATime(work: () => Promise<unknown>, failure: string) {
  let running: Promise<unknown> | undefined;
  return {
    run: () => {
      running ??= work()
        .catch((error: Error) => logger.warn({ error: error.message }, failure))
        .finally(() => {
          running = undefined;
        });
    },
    over: async () => {
      await running;
    },
  };
}

async function tidy(signal: AbortSignal): Promise<void> {
  await pool().query("select ensure_payload_partitions($1)", [now()]);
  await settleMessages(pool());
  await forgetLoopStarts(signal);
  await forgetEvents();
  await retain({ signal });
}

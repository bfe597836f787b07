/**
 * Takes away what is kept no longer: large payloads first, then ended runs with all that hangs on them, then events that
 * no run needs. One process at a time, in bites of a fraction of a second, with pauses between them; what
 * is gone is the progress, so whoever comes next goes on. docs/decisions/retention.md has the rules and the figures.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { now } from "../db/clock";
import { env } from "../env";
import { logger } from "../logger";
import { forgetEvents } from "./retention-events";
import { forgetExpired } from "./retention-expired";
import { dropPayloadMonths, forgetPayloads } from "./retention-payloads";
import { forgetRuns } from "./retention-runs";

/** Seen in pg_stat_activity. */
export const RETENTION_NAME = "baton-retention";

/** Advisory lock: who has it prunes. */
const LOCK = 72_707_371;

const PHASES = {
  expired: forgetExpired,
  months: dropPayloadMonths,
  payloads: forgetPayloads,
  runs: forgetRuns,
  events: forgetEvents,
};
const phases = ["expired", "months", "payloads", "runs", "events"] as const;

export type Removed = Record<keyof typeof PHASES, number>;

type Options = {
  /** Of the time, how much may be spent on this. */
  share?: number;
  signal?: AbortSignal;
  onBite?: (phase: keyof Removed, rows: number, ms: number) => void;
};

/** Everything that is due, or until told to stop. Null: another process is at it. */
export async function retain({
  share = 0.1,
  signal,
  onBite = () => {},
}: Options = {}): Promise<Removed | null> {
  const db = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: RETENTION_NAME,
    // What a crash takes back is taken away again. A lock that is not to be had at once is somebody's who works.
    options: "-c synchronous_commit=off -c lock_timeout=100ms",
  });
  // A broken connection fails the statement in hand; without a listener it would end the process.
  db.on("error", () => {});
  await db.connect();
  try {
    const { rows } = await db.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [LOCK]);
    if (!rows[0]?.mine) return null;
    const removed: Removed = { expired: 0, months: 0, payloads: 0, runs: 0, events: 0 };
    await knowTables(db);
    const at = now();
    for (const phase of phases) {
      const bites = PHASES[phase](db, at);
      for (;;) {
        if (signal?.aborted) return report(removed);
        const began = performance.now();
        const bite = await bites.next();
        const ms = performance.now() - began;
        if (bite.done) break;
        removed[phase] += bite.value;
        onBite(phase, bite.value, ms);
        await sleep(ms * (1 / share - 1), undefined, { signal }).catch(() => {});
      }
    }
    return report(removed);
  } finally {
    await db.end().catch(() => {});
  }
}

/**
 * A large table without statistics (just restored) makes the database look for a run's rows through the index of their
 * workspace: half a minute instead of 30 ms for a bite.
 */
async function knowTables(db: pg.Client): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and pg_relation_size(c.oid) > 1048576 and not exists (select from pg_stats s where s.schemaname = 'public' and s.tablename = c.relname)`,
  );
  for (const { name } of rows) await db.query(`analyze ${name}`);
}

function report(removed: Removed): Removed {
  if (Object.values(removed).some((count) => count > 0)) logger.info({ removed }, "old data was taken away");
  return removed;
}

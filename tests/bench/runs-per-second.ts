import type pg from "pg";
import { drained } from "./drained";
import { round, type Spread, spreadOf } from "./figures";
import { Sender } from "./load";
import type { Bench } from "./phase";

const SENDERS = 16;
/** Runs that may be under way: enough to keep everything busy, not so many that accepting is all that is done. */
const MOST_BEHIND = 400;

type Throughput = {
  perSecond: number;
  accept: Spread;
  generatorCores: number;
  refused: Record<string, number>;
  /** Runs that ended otherwise than they should have. */
  notCompleted: number;
};

/** Runs from the posted event to the last HTTP effect, as many as the product does beside accepting them. */
export async function runsPerSecond(
  { product, db, sink }: Bench,
  eventType: string,
  callsPerRun: number,
  ms: number,
): Promise<Throughput> {
  const since = new Date();
  const sender = new Sender(product.url, product.apiKey, SENDERS);
  const before = sink.count();
  const done = () => (sink.count() - before) / callsPerRun;
  let sent = 0;
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  await sender.closedLoop(eventType, SENDERS, ms, () => {
    if (sent - done() > MOST_BEHIND) return false;
    sent += 1;
    return true;
  });
  const elapsed = (performance.now() - begun) / 1000;
  const finished = done();
  const own = process.cpuUsage(cpuBefore);
  await sender.close();
  await drained(db, eventType);
  return {
    perSecond: round(finished / elapsed),
    accept: spreadOf("answers", sender.latencies),
    generatorCores: round((own.user + own.system) / 1e6 / elapsed, 2),
    refused: sender.refused(),
    notCompleted: await notCompleted(db, eventType, since),
  };
}

async function notCompleted(db: pg.Client, eventType: string, since: Date): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from flow_executions where trigger_event_type = $1 and created_at >= $2 and status <> 'completed'`,
    [eventType, since],
  );
  return rows[0]?.n ?? 0;
}

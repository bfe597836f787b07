import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import * as z from "zod";
import { cloneRuns, readTemplate } from "../clone-runs";
import { below, ms, round, spreadOf } from "../figures";
import { type Inspected, restartInspected } from "../inspected";
import { Sender } from "../load";
import { warmUp } from "../open-bench";
import type { Bench, Phase } from "../phase";
import { measureUse, textOf, type Use } from "../processes";
import { untilArrived } from "../until-arrived";

const SENT_SHARE = 0.1;
const WOKEN_SHARE = 0.05;
const SETTLE_MS = 8_000;
const DAY_MS = 86_400_000;
/** A timer or a map entry for each run would be more; what heaps differ by from start to start is less. */
const NO_MEMORY_BYTES = 100;

const heapUsage = z.object({ usedSize: z.number() });

/**
 * Runs that sleep for a month. The first tenth is sent as events; the others are copies of one of them, in every table
 * in which it has rows.
 */
export const sleepers: Phase = {
  name: "sleepers",
  title: "Sleeping runs: memory and CPU of the processes, and waking many at once",
  alone: true,
  repeated: false,
  estimateSeconds: ({ seconds, sleepers: count }) => 4 * idleSeconds(seconds) + count / 600 + 90,
  async run(bench) {
    const sent = Math.round(bench.sleepers * SENT_SHARE);
    const idle = idleSeconds(bench.seconds);
    let inspected: Inspected | null = null;
    const observe = async (what: string): Promise<Observed> => {
      await bench.db.query("checkpoint");
      await sleep(SETTLE_MS);
      const use = await measureUse(bench.product, idle);
      const heapMb = inspected ? await heapMbOf(inspected) : Number.NaN;
      bench.say(`${what}: ${observedText({ use, heapMb })}`);
      return { use, heapMb };
    };
    const fresh = async (what: string) => {
      inspected = await restartInspected(bench.product);
      await warmUp(bench, 2_000);
      return observe(what);
    };

    const none = await fresh("no sleeping runs");
    const before = await readAsleep(bench.db);
    const perSecond = await send(bench, sent, new Date(Date.now() + 30 * DAY_MS), "asleep");
    await allAsleep(bench.db, before, sent);
    const some = await observe(`${sent} sleeping runs, sent just now`);
    await multiply(bench, bench.sleepers - sent);
    const many = await observe(`${bench.sleepers} sleeping runs`);
    const restarted = await fresh(`${bench.sleepers} sleeping runs, after a restart`);
    const woken = await wake(bench, Math.round(bench.sleepers * WOKEN_SHARE), perSecond);

    // While copies appear under running processes, and when processes start with all of them there.
    const bytesPerRun = Math.max(
      perRun(some, many, bench.sleepers - sent),
      perRun(none, restarted, bench.sleepers),
    );
    return {
      figures: {
        sleepers: bench.sleepers,
        sent,
        none,
        some,
        many,
        restarted,
        bytesPerRun,
        woken,
      },
      rows: [
        ["no sleeping runs, fresh start", observedText(none)],
        [`${sent} sleeping runs, just sent`, observedText(some)],
        [`${bench.sleepers} sleeping runs`, observedText(many)],
        [`${bench.sleepers} sleeping runs, fresh start`, observedText(restarted)],
        ["heap of web and worker per sleeping run", `${bytesPerRun} bytes`],
        [`${woken.count} due at once: until the last took its next step`, ms(woken.lastMs)],
        ["… half of them", ms(woken.late.p50)],
        ["answer meanwhile, 50 events/s", `p99 ${ms(woken.accept.p99)}`],
      ],
      aims: [below("heap of web and worker per sleeping run", bytesPerRun, NO_MEMORY_BYTES, " bytes")],
    };
  },
};

type Observed = { use: Use; heapMb: number };

const idleSeconds = (seconds: number) => Math.min(30, seconds);
const perRun = (before: Observed, after: Observed, runs: number) =>
  round(((after.heapMb - before.heapMb) * 2 ** 20) / runs);
const observedText = ({ use, heapMb }: Observed) => `${textOf(use)} · heaps ${heapMb} MB`;

/** What web and worker hold on to: their heaps once all garbage is gone. */
async function heapMbOf(inspected: Inspected): Promise<number> {
  let sum = 0;
  for (const inspector of Object.values(inspected)) {
    for (let times = 0; times < 3; times++) await inspector.call("HeapProfiler.collectGarbage");
    sum += heapUsage.parse(await inspector.call("Runtime.getHeapUsage")).usedSize;
  }
  return round(sum / 2 ** 20, 2);
}

/** Sends events that start sleepers; returns how many a second. */
async function send({ product }: Bench, count: number, due: Date, tag: string): Promise<number> {
  const sender = new Sender(product.url, product.apiKey, 16);
  const begun = performance.now();
  await sender.batch("bench.sleeper", 16, count, (n) => ({ tag: `${tag}-${n}`, due: due.toISOString() }));
  await sender.close();
  return count / ((performance.now() - begun) / 1000);
}

type Asleep = { asleep: number; filed: number };

/** Runs that wait, and what the executor has filed as asleep: also a waiting run of the demo data. */
async function readAsleep(db: pg.Client): Promise<Asleep> {
  const { rows } = await db.query<Asleep>(
    `select (select count(*)::int from flow_executions where trigger_event_type = 'bench.sleeper' and status = 'waiting') as asleep,
       (select count(*)::int from executor.items where state = 0) as filed`,
  );
  return rows[0] ?? { asleep: 0, filed: 0 };
}

/** So many more than before have taken their first turn and are filed. */
async function allAsleep(db: pg.Client, before: Asleep, count: number): Promise<void> {
  const end = performance.now() + 180_000;
  for (;;) {
    const { asleep, filed } = await readAsleep(db);
    if (asleep >= before.asleep + count && filed >= before.filed + count) return;
    if (performance.now() > end)
      throw new Error(`Only ${asleep - before.asleep} of ${count} runs went to sleep`);
    await sleep(250);
  }
}

async function multiply({ db, say }: Bench, count: number): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    "select id from flow_executions where trigger_event_type = 'bench.sleeper' and status = 'waiting' limit 1",
  );
  const begun = performance.now();
  await cloneRuns(db, await readTemplate(db, rows[0]?.id ?? ""), count);
  await db.query("vacuum analyze");
  say(`${count} copies made in ${ms(performance.now() - begun)}`);
}

/** Many more that are due at one moment soon, with the others asleep beside them. */
async function wake(bench: Bench, count: number, perSecond: number) {
  const { product, db, sink, say } = bench;
  const before = await readAsleep(db);
  const due = new Date(Date.now() + (count / perSecond) * 2_000 + 15_000);
  const tag = `wake-${due.getTime()}`;
  await send(bench, count, due, tag);
  await allAsleep(db, before, count);
  const ahead = due.getTime() - Date.now();
  if (ahead < 1_000)
    throw new Error("Sending the runs to be woken took so long that they were due before they slept");
  say(`${count} runs are due at once in ${ms(ahead)}`);
  await sleep(ahead - 500);
  const sender = new Sender(product.url, product.apiKey, 64);
  let awake = false;
  const tags = Array.from({ length: count }, (_, n) => `${tag}-${n}`);
  const watching = untilArrived(sink, tags, 300_000).finally(() => {
    awake = true;
  });
  const load = (async () => {
    while (!awake) await sender.openLoop("bench.none", 50, 50);
  })();
  await Promise.all([watching, load]);
  await sender.close();
  const late = spreadOf(
    "woken runs",
    tags.map((each) => (sink.arrivedAt(each) ?? 0) - due.getTime()),
  );
  return { count, lastMs: late.max, late, accept: spreadOf("answers", sender.latencies) };
}

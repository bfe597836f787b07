import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { cloneRuns, readTemplate, type Template } from "../clone-runs";
import { drained } from "../drained";
import { atLeast, atMost, ms, round, type Spread, spreadOf, spreadText } from "../figures";
import { tagged, twoSteps } from "../flows";
import { jain } from "../jain";
import { Sender } from "../load";
import type { Bench, Phase } from "../phase";
import { workerPid } from "../processes";
import { runsPerSecond } from "../runs-per-second";
import { untilArrived } from "../until-arrived";
import { addWorkspace, type BenchWorkspace, createFlow } from "../workspaces";

const BUSY = 10;
const DEEPER = 100;
const LIGHT_PER_SECOND = 4;
const SETTLE_MS = 5_000;

/**
 * Ten workspaces with more queued runs than can be finished while it is measured, the first with a hundred times as
 * many, and an eleventh that sends an event every 250 ms. The backlogs are copies of a queued run of each workspace,
 * put there while web and worker are down.
 */
export const fairness: Phase = {
  name: "fairness",
  title: `Fairness: ${BUSY} workspaces with backlogs, one ${DEEPER} × as deep, and a light one beside them`,
  alone: true,
  repeated: true,
  estimateSeconds: ({ seconds }) => 2 * seconds + 40 + seconds * 1.2,
  async run(bench) {
    const { product, db, seconds, say } = bench;
    const light = await addWorkspace(db, "Light");
    await createFlow(product, light.apiKey, tagged(bench.sink.url));
    const busy: BenchWorkspace[] = [];
    for (let n = 1; n <= BUSY; n++) busy.push(await addWorkspace(db, `Busy ${n}`));
    for (const { apiKey } of busy) await createFlow(product, apiKey, twoSteps(bench.sink.url));

    const { perSecond } = await runsPerSecond(bench, "bench.two", 1, Math.min(seconds, 10) * 1000);
    await lightEvents(bench, light, "warm", 3);
    const alone = await lightEvents(bench, light, "alone", seconds);
    say(`light workspace alone: ${spreadText(alone)}`);

    const templates = await queuedRuns(bench, busy);
    const depth = Math.ceil((perSecond / BUSY) * (seconds + SETTLE_MS / 1000 + 10) * 2);
    await product.stop();
    const begun = performance.now();
    for (const [n, template] of templates.entries())
      await cloneRuns(db, template, n === 0 ? depth * DEEPER : depth);
    await db.query("analyze");
    await db.query("checkpoint");
    say(`backlogs of ${depth} runs and one of ${depth * DEEPER}, made in ${ms(performance.now() - begun)}`);
    await product.start();
    await sleep(SETTLE_MS);

    const from = await finishedBy(db, busy);
    const since = performance.now();
    const beside = await lightEvents(bench, light, "beside", seconds);
    const to = await finishedBy(db, busy);
    const elapsed = (performance.now() - since) / 1000;
    const finished = busy.map(({ id }) => (to.get(id)?.finished ?? 0) - (from.get(id)?.finished ?? 0));
    const dry = busy.filter(({ id }) => (to.get(id)?.queued ?? 0) === 0);
    if (dry.length > 0)
      throw new Error(
        `The backlog of ${dry.map(({ name }) => name).join(", ")} was used up: it was not deep enough`,
      );
    return resultOf({ depth, finished, elapsed, alone, beside });
  },
};

type Measured = { depth: number; finished: number[]; elapsed: number; alone: Spread; beside: Spread };

function resultOf({ depth, finished, elapsed, alone, beside }: Measured) {
  const index = round(jain(finished), 4);
  const ratio = round(beside.p99 / alone.p99, 2);
  const perSecond = round(finished.reduce((sum, count) => sum + count, 0) / elapsed);
  return {
    figures: { depth, finished, perSecond, jain: index, alone, beside, ratio },
    rows: [
      [
        "runs finished by each workspace",
        `${Math.min(...finished)} to ${Math.max(...finished)}, Jain index ${index}`,
      ],
      ["all together", `${perSecond} runs/s`],
      ["light workspace alone, event → effect", spreadText(alone)],
      ["light workspace beside the backlogs", `${spreadText(beside)}: p99 ${ratio} × alone`],
    ] satisfies [string, string][],
    aims: [atLeast("Jain index", index, 0.99), atMost("light p99", ratio, 2, " × alone")],
  };
}

/** An event every 250 ms; the time from when it was meant to be sent until its effect arrived. */
async function lightEvents(
  { product, sink }: Bench,
  { apiKey }: BenchWorkspace,
  name: string,
  seconds: number,
): Promise<Spread> {
  const sender = new Sender(product.url, apiKey, 16);
  // The receiver remembers those of the other disk's pass.
  const pass = Date.now();
  const tags = Array.from({ length: seconds * LIGHT_PER_SECOND }, (_, n) => `light-${name}-${pass}-${n}`);
  const begun = Date.now();
  await sender.openLoop("bench.tagged", LIGHT_PER_SECOND, tags.length, (n) => ({ tag: tags[n] }));
  await untilArrived(sink, tags, 60_000);
  await sender.close();
  return spreadOf(
    "effects of the light workspace",
    tags.map((tag, n) => (sink.arrivedAt(tag) ?? 0) - begun - (n * 1000) / LIGHT_PER_SECOND),
  );
}

/** One run of each workspace as it stands when nobody has taken it up yet: the worker is stopped for that moment. */
async function queuedRuns({ product, db }: Bench, busy: BenchWorkspace[]): Promise<Template[]> {
  const worker = workerPid(product);
  process.kill(worker, "SIGSTOP");
  const templates: Template[] = [];
  try {
    for (const { id, apiKey } of busy) {
      const sender = new Sender(product.url, apiKey, 1);
      await sender.send("bench.two");
      await sender.close();
      templates.push(await queuedRun(db, id));
    }
  } finally {
    process.kill(worker, "SIGCONT");
  }
  await drained(db, "bench.two");
  return templates;
}

async function queuedRun(db: pg.Client, workspaceId: string): Promise<Template> {
  for (let tries = 0; ; tries++) {
    const { rows } = await db.query<{ id: string }>(
      "select id from flow_executions where workspace_id = $1 and status = 'queued'",
      [workspaceId],
    );
    const [run] = rows;
    try {
      if (run) return await readTemplate(db, run.id);
    } catch (error) {
      // Announced a moment after it is committed.
      if (tries > 100) throw error;
    }
    if (tries > 100) throw new Error("An event was accepted, but started no run");
    await sleep(10);
  }
}

async function finishedBy(db: pg.Client, busy: BenchWorkspace[]) {
  const { rows } = await db.query<{ id: string; finished: number; queued: number }>(
    `select w.id, (select count(*)::int from flow_executions where workspace_id = w.id and status = 'completed') as finished,
       (select count(*)::int from (select 1 from flow_executions where workspace_id = w.id and status = 'queued' limit 100) q) as queued
     from unnest($1::uuid[]) as w(id)`,
    [busy.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

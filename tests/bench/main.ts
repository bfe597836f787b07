/**
 * npm run bench: what the product does on this machine, from the outside: HTTP in, HTTP out, fsync on, everything on the
 * same cores (the load generator too). Prints one JSON object at the end. `--seconds 10` shortens the phases.
 */
import { cpus, totalmem } from "node:os";
import pg from "pg";
import { diskFlushMs } from "./disk-flush";
import { fourSteps, twoSteps } from "./flows";
import { Sender } from "./load";
import { measureOverhead } from "./overhead";
import { percentile } from "./percentile";
import { startProduct } from "./product";
import { startSink } from "./sink";

const seconds = Number(process.argv[process.argv.indexOf("--seconds") + 1]) || 30;
const round = (value: number, digits = 1) => Number(value.toFixed(digits));

const sink = await startSink();
const product = await startProduct({ BATON_HTTP_ALLOW: `127.0.0.1:${sink.port}` });
const db = new pg.Client({ connectionString: product.databaseUrl });
await db.connect();
try {
  // The demo workspace's plan would be used up within a minute: here it may spend without bound.
  await db.query("update workspaces set overage_enabled = true where id = $1", [product.workspaceId]);
  const machine = await describeMachine();
  console.log(machine);
  await createFlow(twoSteps(sink.port));
  await createFlow(fourSteps(sink.port));
  await warmUp();
  const accept = await benchAccept();
  console.log(accept);
  const steady = await benchSteady();
  console.log(steady);
  const two = await benchRuns("bench.two", 1);
  console.log(two);
  const four = await benchRuns("bench.four", 2);
  console.log(four);
  await drained();
  const overhead = await measureOverhead(product, db, "bench.two", Math.min(seconds, 15) * 1000);
  console.log(overhead);
  console.log(JSON.stringify({ machine, accept, steady, two, four, overhead }));
} finally {
  await db.end();
  await product.stop();
  sink.stop();
}

async function describeMachine() {
  const version = await db.query<{ v: string; fsync: string; sync: string }>(
    "select version() as v, current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync",
  );
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: version.rows[0]?.v.split(" ")[1],
    fsync: version.rows[0]?.fsync,
    synchronousCommit: version.rows[0]?.sync,
    diskFlushMs: round(diskFlushMs(), 2),
    seconds,
  };
}

async function createFlow(flow: object) {
  const answer = await fetch(`${product.url}/api/workflows/create`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${product.apiKey}` },
    body: JSON.stringify(flow),
  });
  if (!answer.ok) throw new Error(`The flow was not accepted: ${answer.status} ${await answer.text()}`);
}

async function warmUp() {
  const sender = new Sender(product, 8);
  await sender.closedLoop("bench.four", 8, 3_000);
  await sender.closedLoop("bench.none", 8, 2_000);
  await sender.close();
  await drained();
}

/** Events that start nothing: the cost of acceptance itself. */
async function benchAccept() {
  const sender = new Sender(product, 32);
  const accepted = await sender.closedLoop("bench.none", 32, seconds * 1000);
  await sender.close();
  return {
    phase: "accept, 32 senders",
    perSecond: round(accepted / seconds),
    p50Ms: round(percentile(sender.latencies, 50)),
    p99Ms: round(percentile(sender.latencies, 99)),
    refused: Object.fromEntries(sender.refused),
  };
}

/** 200 events a second, each starting a two-step run. */
async function benchSteady() {
  const sender = new Sender(product, 64);
  const accepted = await sender.openLoop("bench.two", 200, Math.min(seconds, 20) * 1000);
  await sender.close();
  await drained();
  return {
    phase: "accept at 200/s with runs",
    perSecond: round(accepted / Math.min(seconds, 20)),
    p50Ms: round(percentile(sender.latencies, 50)),
    p99Ms: round(percentile(sender.latencies, 99)),
    refused: Object.fromEntries(sender.refused),
  };
}

/** Runs from event to last HTTP effect, kept at most 400 behind the senders. */
async function benchRuns(eventType: string, callsPerRun: number) {
  const sender = new Sender(product, 16);
  const before = sink.count();
  let sent = 0;
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  await sender.closedLoop(eventType, 16, seconds * 1000, () => {
    const behind = sent - (sink.count() - before) / callsPerRun;
    if (behind > 400) return false;
    sent += 1;
    return true;
  });
  const elapsed = (performance.now() - begun) / 1000;
  const done = (sink.count() - before) / callsPerRun;
  const own = process.cpuUsage(cpuBefore);
  await sender.close();
  await drained();
  return {
    phase: `runs of ${eventType}`,
    perSecond: round(done / elapsed),
    acceptP99Ms: round(percentile(sender.latencies, 99)),
    generatorCores: round((own.user + own.system) / 1e6 / elapsed, 2),
    refused: Object.fromEntries(sender.refused),
  };
}

async function drained() {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await db.query<{ open: number }>(
      "select count(*)::int as open from flow_executions where status in ('queued', 'running', 'waiting', 'held') and trigger_event_type like 'bench.%'",
    );
    if (rows[0]?.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const open = await db.query(
    `select id, status, reason, generation, lease_owner, lease_until, wake_at, doorbell, seen_doorbell, created_at, now() as at,
       (select json_agg(json_build_object('step', s.step_id, 'status', s.status, 'attempt', s.attempt, 'wake', s.wake_at, 'error', s.error))
        from automation_event_log s where s.run_id = r.id) as steps
     from flow_executions r where status in ('queued', 'running', 'waiting', 'held') limit 5`,
  );
  console.error(JSON.stringify(open.rows, null, 1));
  throw new Error("Runs were still open two minutes after the last event");
}

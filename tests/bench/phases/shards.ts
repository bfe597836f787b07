import pg from "pg";
import { atLeast, round } from "../figures";
import { type LockWaits, watchLocks } from "../lock-waits";
import {
  addPaidWorkspace,
  endRuns,
  type HeldRun,
  holdRuns,
  type PaidWorkspace,
  writeStep,
} from "../paid-steps";
import type { Bench, Phase } from "../phase";
import { runsPerSecond } from "../runs-per-second";

const RUNS = 200;
/** As many as a web and a worker process have together. */
const CONNECTIONS = 20;
const SHARDS = 16;

type Measured = { perSecond: number; waits: LockWaits };

/**
 * 200 runs of one workspace at once, each writing one priced step after the other, over as many connections as the product
 * has: with sixteen shards, with a single one as a counter would be, and without a price. Then the product's own runs, of
 * which each pays for itself, with sixteen shards and with one.
 */
export const shards: Phase = {
  name: "shards",
  title: `${RUNS} runs at once in one workspace: sixteen shards against one`,
  alone: true,
  repeated: true,
  estimateSeconds: ({ seconds }) => 2.2 * seconds + 15,
  async run(bench) {
    const part = (bench.seconds * 1000) / 3;
    const free = await steps(bench, { shards: SHARDS, priced: false, ms: part });
    const many = await steps(bench, { shards: SHARDS, priced: true, ms: part });
    const one = await steps(bench, { shards: 1, priced: true, ms: part });
    const runsOfMany = await runs(bench, SHARDS);
    const runsOfOne = await runs(bench, 1);
    const faster = round(many.perSecond / one.perSecond, 2);
    return {
      figures: { steps: { free, many, one }, runs: { many: runsOfMany, one: runsOfOne } },
      rows: [
        ["steps without a price", text(free, "steps")],
        ["priced steps, 16 shards", text(many, "steps")],
        ["priced steps, one shard", text(one, "steps")],
        ["the product's runs, 16 shards", text(runsOfMany, "runs")],
        ["the product's runs, one shard", text(runsOfOne, "runs")],
      ],
      aims: [
        atLeast("steps with 16 shards against one", faster, 2, " ×"),
        atLeast("priced steps against unpriced", round((many.perSecond / free.perSecond) * 100), 50, " %"),
      ],
    };
  },
};

const text = ({ perSecond, waits }: Measured, what: string) =>
  `${perSecond} ${what}/s; ${waits.waitingPercent} % of the connections at work wait for a lock, at most ${waits.mostWaiting} at once`;

type Steps = { shards: number; priced: boolean; ms: number };

async function steps({ db, product, say }: Bench, { shards, priced, ms }: Steps): Promise<Measured> {
  const workspace = await addPaidWorkspace(db, `${shards} shards`);
  const held = await holdRuns(db, workspace, { count: RUNS, shards });
  const pool = new pg.Pool({
    ...{ connectionString: product.databaseUrl, max: CONNECTIONS, application_name: "bench-steps" },
  });
  const { result, waits } = await watchLocks(product.databaseUrl, "^bench-steps$", () =>
    together(pool, workspace, held, { priced, ms }),
  );
  await pool.end();
  await endRuns(db, workspace);
  say(`${shards} shards, ${priced ? "priced" : "unpriced"}: ${result} steps/s`);
  return { perSecond: result, waits };
}

/** Each run writes one step after the other; a statement takes whatever connection is free. */
async function together(
  pool: pg.Pool,
  workspace: PaidWorkspace,
  held: HeldRun[],
  { priced, ms }: { priced: boolean; ms: number },
): Promise<number> {
  const begun = performance.now();
  let done = 0;
  const one = async (run: HeldRun) => {
    while (performance.now() < begun + ms) {
      await writeStep(pool, workspace, run, priced);
      done += 1;
    }
  };
  await Promise.all(held.map(one));
  return round((done / (performance.now() - begun)) * 1000);
}

/** The shard that a run gets is bounded where it is written, in both cases. */
async function runs(bench: Bench, shards: number): Promise<Measured> {
  const { db, product, seconds } = bench;
  await db.query(
    `create or replace function bench_shard() returns trigger language plpgsql as $$ begin new.quota_shard := new.quota_shard % ${shards}; return new; end $$;
     create or replace trigger bench_shard before insert on flow_executions for each row execute function bench_shard()`,
  );
  const { result, waits } = await watchLocks(product.databaseUrl, "^baton-(web|worker)$", () =>
    runsPerSecond(bench, "bench.two", 1, (seconds * 1000) / 2),
  );
  if (result.notCompleted > 0) throw new Error(`${result.notCompleted} runs did not complete`);
  return { perSecond: result.perSecond, waits };
}

import pg from "pg";
import { round } from "./figures";

const EVERY_MS = 20;

export type LockWaits = {
  samples: number;
  /** Of the connections that were at work, those that waited for another's lock. */
  waitingPercent: number;
  /** The most at one moment. */
  mostWaiting: number;
};

type Sample = { active: number; waiting: number };

const SAMPLE_SQL = `
select count(*)::int as active, count(*) filter (where wait_event_type = 'Lock')::int as waiting from pg_stat_activity
where datname = current_database() and state = 'active' and application_name ~ $1 and pid <> pg_backend_pid()`;

/** Looks, while the work goes on, what the connections of these names wait for. */
export async function watchLocks<T>(
  databaseUrl: string,
  names: string,
  work: () => Promise<T>,
): Promise<{ result: T; waits: LockWaits }> {
  const db = new pg.Client({ connectionString: databaseUrl, application_name: "bench-observer" });
  await db.connect();
  const samples: Sample[] = [];
  let going = true;
  const watching = (async () => {
    while (going) {
      const { rows } = await db.query<Sample>({ name: "sample", text: SAMPLE_SQL, values: [names] });
      samples.push(...rows);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  })();
  try {
    const result = await work();
    going = false;
    await watching;
    return { result, waits: waitsOf(samples) };
  } finally {
    going = false;
    await watching.catch(() => {});
    await db.end();
  }
}

function waitsOf(samples: Sample[]): LockWaits {
  const sum = (key: keyof Sample) => samples.reduce((total, sample) => total + sample[key], 0);
  const share = (some: number, all: number) => (all === 0 ? 0 : round((some / all) * 100));
  return {
    samples: samples.length,
    waitingPercent: share(sum("waiting"), sum("active")),
    mostWaiting: Math.max(0, ...samples.map(({ waiting }) => waiting)),
  };
}

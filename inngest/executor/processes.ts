import { isProcessAlive, processKey } from "@/server/db/liveness";
import { logger } from "@/server/logger";
import type { Session } from "./session";

/** A process whose heart did not beat this long hangs: others take its work. Measured by the observer's own clock. */
export const HANG_MS = 30_000;
/** Who could not look for this long (its database was away) knows nothing of how long others were still. */
const LAPSE_MS = 3_000;

type Seen = { beat: string | null; since: number };

export type Processes = {
  /** Who we are now: the number changes when the connection that holds its lock was lost to somebody else. */
  join: () => Promise<number>;
  beat: () => Promise<void>;
  /** Frees what dead or hanging processes had; true when there was something. */
  sweep: () => Promise<boolean>;
  leave: () => Promise<void>;
};

const BEAT = {
  name: "executor-beat",
  text: "insert into executor.processes as p (key) values ($1) on conflict (key) do update set beat = p.beat + 1",
};
/** Every owner of leased items, listed or not: one that was taken for gone and is not has no row until its next beat. */
const OTHERS = {
  name: "executor-others",
  text: `
with recursive owner as (
  (select lease_owner as key from executor.items where state = 2 order by lease_owner limit 1)
  union all
  select (select i.lease_owner from executor.items i where i.state = 2 and i.lease_owner > o.key order by i.lease_owner limit 1)
  from owner o where o.key is not null
)
select known.key, p.beat::text as beat
from (select key from owner where key is not null union select key from executor.processes) known left join executor.processes p on p.key = known.key
where known.key <> $1`,
};
const FREE = {
  name: "executor-free",
  text: `
with freed as (
  update executor.items set state = 1, lease_owner = null where state = 2 and lease_owner = $1 returning 1
), gone as (
  delete from executor.processes where key = $1
)
select count(*)::int as freed from freed`,
};

export function openProcesses(session: Session, hangMs = HANG_MS): Processes {
  const seen = new Map<number, Seen>();
  let lookedAt = 0;
  const free = async (key: number): Promise<number> =>
    (await session.query<{ freed: number }>({ ...FREE, values: [key] }))[0]?.freed ?? 0;

  const isGone = async (key: number, beat: string | null): Promise<boolean> => {
    if (!(await isProcessAlive(key))) return true;
    const known = seen.get(key);
    if (known?.beat === beat) return performance.now() - known.since > hangMs;
    seen.set(key, { beat, since: performance.now() });
    return false;
  };

  return {
    join: processKey,
    beat: async () => void (await session.query({ ...BEAT, values: [await processKey()] })),
    async sweep() {
      const others = await session.query<{ key: number; beat: string | null }>({
        ...OTHERS,
        values: [await processKey()],
      });
      const at = performance.now();
      if (at - lookedAt > Math.max(LAPSE_MS, hangMs / 2)) seen.clear();
      lookedAt = at;
      let freed = 0;
      for (const { key, beat } of others) {
        if (!(await isGone(key, beat))) continue;
        seen.delete(key);
        freed += await free(key);
        logger.info({ process: key, items: freed }, "the work of a process that is gone was taken over");
      }
      return freed > 0;
    },
    leave: async () => void (await free(await processKey())),
  };
}

import type { Session } from "./session";

const FAILURES_KEPT_MS = 14 * 86_400_000;
/** The session is the one that claims work: nobody waits longer for it than this many rows take. */
const BITE = 1000;

const SEEN = {
  name: "executor-prune-seen",
  text: `
with gone as (
  delete from executor.seen where key = any(array(select key from executor.seen where expires_at <= $1::timestamptz order by expires_at limit ${BITE})) returning 1
)
select count(*)::int as gone from gone`,
};
const FAILURES = {
  name: "executor-prune-failures",
  text: `
with gone as (
  delete from executor.failures where run_id = any(array(select run_id from executor.failures where failed_at <= $1::timestamptz order by failed_at limit ${BITE})) returning 1
)
select count(*)::int as gone from gone`,
};

/** Items and runs go when their run ends; this is what outlives it, until its time is over. */
export async function prune(session: Session, now: Date): Promise<void> {
  const old = new Date(now.getTime() - FAILURES_KEPT_MS);
  for (const [statement, before] of [[SEEN, now] as const, [FAILURES, old] as const]) {
    for (let gone = BITE; gone === BITE; )
      gone = (await session.query<{ gone: number }>({ ...statement, values: [before] }))[0]?.gone ?? 0;
  }
}

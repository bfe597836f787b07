import { Cron } from "croner";
import type { FunctionConfig } from "./function-config";
import { idOf } from "./incoming-event";
import { ITEM_COLUMNS, ITEM_RECORD, itemValues } from "./item";
import type { Session } from "./session";
import { startOf } from "./start-items";

type Times = { next: (after: Date) => Date; latest: (at: Date) => Date | undefined };
type Entry = Times & { fn: FunctionConfig; name: string };
export type Crons = {
  /** Starts what is due; a cron that was missed starts once, for the latest time. */
  fire: (now: Date) => Promise<{ started: boolean; next: Date | null }>;
};

const KEEP = {
  name: "executor-crons",
  text: `
with declared as materialized (
  select * from json_to_recordset($1::json) as c(function_id text, cron text, next_at timestamptz)
), made as (
  insert into executor.crons (function_id, cron, next_at) select function_id, cron, next_at from declared on conflict do nothing
)
select d.function_id, d.cron, coalesce(c.next_at, d.next_at) as next_at from declared d left join executor.crons c using (function_id, cron)`,
};

/** Only one process sets the next time, and that one starts the run. */
const FIRE = {
  name: "executor-cron-fire",
  text: `
with turned as (
  update executor.crons set next_at = $4::timestamptz where function_id = $1 and cron = $2 and next_at = $3::timestamptz returning 1
), started as (
  insert into executor.items (${ITEM_COLUMNS})
  select ${itemValues("s")} from json_to_recordset($5::json) as s(${ITEM_RECORD}) where exists (select 1 from turned)
  on conflict do nothing returning 1
)
select (select count(*) from started)::int as started`,
};

/** The clock was stepped back: what is to come by it comes, and is not slept through until the old time is reached. */
const TURN_BACK = {
  name: "executor-cron-turn-back",
  text: "update executor.crons set next_at = $4::timestamptz where function_id = $1 and cron = $2 and next_at = $3::timestamptz",
};

/** Further apart than this no two clocks of one installation are. */
const SKEW_MS = 60_000;

export function openCrons(session: Session, functions: FunctionConfig[]): Crons {
  const entries: Entry[] = functions.flatMap((fn) =>
    fn.crons.map(({ pattern, timezone }) => ({
      fn,
      name: `TZ=${timezone} ${pattern}`,
      ...timesOf(fn.id, pattern, timezone),
    })),
  );
  return {
    async fire(now) {
      if (entries.length === 0) return { started: false, next: null };
      const declared = entries.map(({ fn, name, next }) => ({
        function_id: fn.id,
        cron: name,
        next_at: next(now),
      }));
      const rows = await session.query<{ function_id: string; cron: string; next_at: Date }>({
        ...KEEP,
        values: [JSON.stringify(declared)],
      });
      let started = false;
      const times: number[] = [];
      for (const { function_id, cron, next_at } of rows) {
        const entry = entries.find(({ fn, name }) => fn.id === function_id && name === cron);
        if (!entry) continue;
        const due = next_at <= now;
        const early = next_at > entry.next(new Date(now.getTime() + SKEW_MS));
        const upcoming = due || early ? entry.next(now) : next_at;
        if (early) await session.query({ ...TURN_BACK, values: [function_id, cron, next_at, upcoming] });
        if (due && (await start(session, entry, next_at, upcoming, now))) started = true;
        times.push(upcoming.getTime());
      }
      return { started, next: times.length > 0 ? new Date(Math.min(...times)) : null };
    },
  };
}

async function start(
  session: Session,
  { fn, name, latest }: Entry,
  dueAt: Date,
  upcoming: Date,
  now: Date,
): Promise<boolean> {
  const scheduledAt = latest(now) ?? dueAt;
  const data = { cron: name, fireAt: now.toISOString(), scheduledAt: scheduledAt.toISOString() };
  const event = {
    id: idOf("cron", name, data.scheduledAt),
    name: "inngest/scheduled.timer",
    data,
    ts: now.getTime(),
    named: true,
  };
  const { item, watches } = startOf(fn, event, now, true);
  const [row] = await session.query<{ started: number }>({
    ...FIRE,
    values: [fn.id, name, dueAt, upcoming, JSON.stringify([item, ...watches])],
  });
  return (row?.started ?? 0) > 0;
}

function timesOf(functionId: string, pattern: string, timezone: string): Times {
  const cron = new Cron(pattern, { timezone, paused: true });
  return {
    next(after) {
      const next = cron.nextRun(after);
      if (!next) throw new Error(`The cron “${pattern}” of ${functionId} never fires`);
      return next;
    },
    // croner looks strictly before, in whole seconds.
    latest: (at) => cron.previousRuns(2, new Date(at.getTime() + 1_000)).find((time) => time <= at),
  };
}

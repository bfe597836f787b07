import { type Expression, holds } from "./expression";
import type { FunctionConfig } from "./function-config";
import { eventText, type IncomingEvent } from "./incoming-event";
import { ITEM_COLUMNS, ITEM_RECORD, itemValues } from "./item";
import { eventKeys } from "./match-key";
import type { Session } from "./session";
import { type Start, startItems } from "./start-items";

/**
 * Everything that a list of events does, in one statement: runs start, unless one of their keys was seen before or they
 * are already under way, and waits that need no further look are fulfilled. Those that do come back as candidates. A wait
 * whose time is over is none, though nobody may have told it yet.
 * (`state < 1` where `state = 0` is meant: else the index of all sleepers would be read.)
 */
const ENQUEUE = {
  name: "executor-enqueue",
  text: `
with starts as materialized (
  select * from json_to_recordset($1::json) as s(${ITEM_RECORD}, n int)
), keys as materialized (
  select k.n, k.key from json_to_recordset($2::json) as k(n int, key text)
), fresh as (
  insert into executor.seen (key, expires_at) select distinct key, $5::timestamptz from keys
  on conflict (key) do update set expires_at = excluded.expires_at where executor.seen.expires_at <= $4::timestamptz
  returning key
), stale as materialized (
  select n from keys where key not in (select key from fresh)
), started as (
  insert into executor.items (${ITEM_COLUMNS})
  select ${itemValues("s")} from starts s
  where s.n not in (select n from stale) and not exists (select 1 from executor.runs r where r.id = s.run_id)
  on conflict do nothing
  returning 1
), events as materialized (
  select * from json_to_recordset($3::json) as e(n int, name text, keys text[], event text)
), found as materialized (
  select w.run_id, w.step, w.wait_if::text as wait_if, e.n, e.event from events e, lateral (
    select run_id, step, wait_if from executor.items where wait_event = e.name and wait_key = any(e.keys) and due_at > $4::timestamptz offset 0
  ) w
), fulfilled as (
  update executor.items i set state = case when i.slot is null then 1 else 3 end, due_at = $4::timestamptz, wait_event = null, payload = f.event::json
  from (select distinct on (run_id, step) run_id, step, event from found where wait_if is null order by run_id, step, n) f
  where i.run_id = any(array(select run_id from found)) and i.run_id = f.run_id and i.step = f.step and i.state < 1
  returning 1
)
select (select count(*) from started)::int as started, (select count(*) from fulfilled)::int as fulfilled,
  (select json_agg(json_build_object('n', n, 'run_id', run_id, 'step', step, 'wait_if', wait_if) order by n) from found where wait_if is not null) as candidates`,
};

const FULFIL = {
  name: "executor-fulfil",
  text: `
with found as materialized (
  select * from json_to_recordset($1::json) as f(run_id uuid, step text, event text)
)
update executor.items i set state = case when i.slot is null then 1 else 3 end, due_at = $2::timestamptz, wait_event = null, payload = f.event::json
from found f where i.run_id = any(array(select run_id from found)) and i.run_id = f.run_id and i.step = f.step and i.state < 1`,
};

const DAY_MS = 86_400_000;

type Outcome = {
  started: number;
  fulfilled: number;
  candidates: { n: number; run_id: string; step: string; wait_if: string }[] | null;
};

/** True when there is something to do now. */
export async function enqueue(
  session: Session,
  functions: FunctionConfig[],
  events: IncomingEvent[],
  now: Date,
  forgets: ReadonlySet<string>,
): Promise<boolean> {
  const starts = events.flatMap((event) => startItems(functions, event, now, forgets));
  return enqueueStarts(session, onlyFirst(starts), events, now);
}

async function enqueueStarts(
  session: Session,
  starts: Start[],
  events: IncomingEvent[],
  now: Date,
): Promise<boolean> {
  const items = starts.flatMap((start, n) => [start.item, ...start.watches].map((item) => ({ ...item, n })));
  const keys = starts.flatMap((start, n) => start.once.map((key) => ({ n, key })));
  const sent = events.map((event, n) => ({
    n,
    name: event.name,
    keys: eventKeys(event),
    event: eventText(event),
  }));
  const [outcome] = await session.query<Outcome>({
    ...ENQUEUE,
    values: [
      JSON.stringify(items),
      JSON.stringify(keys),
      JSON.stringify(sent),
      now,
      new Date(now.getTime() + DAY_MS),
    ],
  });
  if (!outcome) return false;
  const matching = (outcome.candidates ?? []).filter(({ n, wait_if }) =>
    holds(readExpression(wait_if), { async: events[n] }),
  );
  if (matching.length > 0) {
    const fulfilled = new Map(
      matching
        .toReversed()
        .map(({ n, run_id, step }) => [`${run_id}/${step}`, { run_id, step, event: sent[n]?.event }]),
    );
    await session.query({ ...FULFIL, values: [JSON.stringify([...fulfilled.values()]), now] });
  }
  return outcome.started + outcome.fulfilled + matching.length > 0;
}

/** Within one list the first of those that share a key starts. */
function onlyFirst(starts: Start[]): Start[] {
  const taken = new Set<string>();
  return starts.filter(({ once }) => {
    if (once.some((key) => taken.has(key))) return false;
    for (const key of once) taken.add(key);
    return true;
  });
}

function readExpression(text: string): Expression {
  const expression: Expression = JSON.parse(text);
  return expression;
}

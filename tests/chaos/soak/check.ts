import pg from "pg";
import type { Expected, Kind } from "./flows";
import type { Done } from "./killer";
import { type Plan, plannedRuns } from "./plan";
import type { Receiver } from "./receiver";
import type { Sender } from "./sender";
import type { SoakWorkspace } from "./workspace";

/** One thing that must hold, and what was found. */
export type Verdict = { what: string; found: string; ok: boolean };

export type Material = {
  plan: Plan;
  flows: Record<Kind, Expected>;
  workspace: SoakWorkspace;
  sender: Sender;
  receiver: Receiver;
  done: Done[];
};

const ENDED = "('completed', 'failed', 'cancelled')";

/** All from the database's rows and the receiver's own log. */
export async function checkSoak(databaseUrl: string, material: Material): Promise<Verdict[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const ask = async (sql: string): Promise<number> =>
      Number((await client.query<{ n: string }>(sql, [material.workspace.id])).rows[0]?.n ?? 0);
    return [
      ...(await checkEvents(ask, material)),
      ...(await checkRuns(client, material)),
      ...(await checkEffects(client, material)),
      ...checkCalls(material),
      ...(await checkLedger(ask)),
      ...(await checkLeftovers(ask)),
      await checkExecutor(client, material.workspace),
      {
        what: "the API answers only what a client can live with",
        found: material.sender.faults.slice(0, 3).join("; ") || statusesOf(material.sender),
        ok: material.sender.faults.length === 0,
      },
    ];
  } finally {
    await client.end();
  }
}

type Ask = (sql: string) => Promise<number>;

const equal = (what: string, found: number | string, wanted: number | string): Verdict => ({
  what,
  found: String(found) === String(wanted) ? String(found) : `${found} instead of ${wanted}`,
  ok: String(found) === String(wanted),
});

async function checkEvents(ask: Ask, { plan, sender }: Material): Promise<Verdict[]> {
  const answered = plan.events.filter(({ kind }) => kind === "answer").length;
  const all = [...sender.accepted.values(), ...sender.answers.values()];
  return [
    equal("events accepted", sender.accepted.size, plan.events.length),
    equal("answers accepted", sender.answers.size, answered),
    equal(
      "rows of events",
      await ask("select count(*) as n from events where workspace_id = $1 and source = 'api'"),
      plan.events.length + answered,
    ),
    equal("events that were told two ids", all.filter(({ eventIds }) => eventIds.size !== 1).length, 0),
  ];
}

/** As `plannedRuns` calls it: the event's own id, and for a sub-flow the number it was given. */
const RUN_ID = "coalesce(e.external_id, 'child-' || (e.payload ->> 'number'))";

async function checkRuns(client: pg.Client, { plan, flows, workspace }: Material): Promise<Verdict[]> {
  const { rows } = await client.query<{
    id: string;
    flow: string;
    status: string;
    steps: Record<string, string> | null;
  }>(
    `select ${RUN_ID} as id, f.external_id as flow, r.status,
       (select json_object_agg(step_id, way || case when n > 1 then ' × ' || n else '' end) from (
          select s.step_id, coalesce(s.outlet, s.status::text) as way, count(*) as n from automation_event_log s
          where s.run_id = r.id and s.status <> 'skipped' group by 1, 2) ways) as steps
     from flow_executions r join events e on e.id = r.event_id left join automation_flows f on f.id = r.flow_id
     where r.workspace_id = $1`,
    [workspace.id],
  );
  const planned = new Map(plannedRuns(plan).map((run) => [run.id, run]));
  const runs = new Map<string, number>();
  const wrong: string[] = [];
  for (const { id, flow, status, steps } of rows) {
    runs.set(id, (runs.get(id) ?? 0) + 1);
    const kind = planned.get(id)?.kind;
    const took = JSON.stringify(Object.entries(steps ?? {}).sort());
    if (!kind || flow !== `chaos_${kind}`) wrong.push(`${id} started ${flow}`);
    else if (status !== "completed") wrong.push(`${id} is ${status}: ${took}`);
    else if (took !== JSON.stringify(Object.entries(flows[kind].outlets).sort()))
      wrong.push(`${id} took ${took}`);
  }
  return [
    equal("runs lost", [...planned.keys()].filter((id) => !runs.has(id)).length, 0),
    equal("runs doubled", [...runs.values()].filter((count) => count > 1).length, 0),
    {
      what: "runs that did not end as their flow says",
      found: wrong.length === 0 ? "0" : `${wrong.length}: ${wrong.slice(0, 3).join("; ")}`,
      ok: wrong.length === 0,
    },
  ];
}

/** Tasks and messages are in our own database: exactly one for each step that makes one. */
async function checkEffects(client: pg.Client, { plan, flows, workspace }: Material): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const table of ["tasks", "messages"] as const) {
    const { rows } = await client.query<{ id: string | null; n: number }>(
      `select ${RUN_ID} as id, count(*)::int as n from ${table} t left join flow_executions r on r.id = t.run_id
       left join events e on e.id = r.event_id where t.workspace_id = $1 group by 1`,
      [workspace.id],
    );
    const made = new Map(rows.map(({ id, n }) => [id, n]));
    const runs = plannedRuns(plan);
    const off = runs.filter(({ id, kind }) => (made.get(id) ?? 0) !== flows[kind][table]);
    const total = rows.reduce((sum, { n }) => sum + n, 0);
    const wanted = runs.reduce((sum, { kind }) => sum + flows[kind][table], 0);
    verdicts.push({
      what: `${table} made exactly once`,
      found: off.length === 0 ? String(total) : `${off.length} off, such as ${off[0]?.id}`,
      ok: off.length === 0 && total === wanted,
    });
  }
  return verdicts;
}

function checkCalls({ plan, flows, receiver, done }: Material): Verdict[] {
  const wanted = new Map(
    plannedRuns(plan).flatMap(({ kind, number }) =>
      flows[kind].calls(number).map((path) => [path, flows[kind].callsPerKey] as const),
    ),
  );
  const keysOf = new Map<string, string[]>();
  const unexplained: string[] = [];
  let repeats = 0;
  for (const [key, calls] of receiver.calls) {
    const path = calls[0]?.path ?? "";
    keysOf.set(path, [...(keysOf.get(path) ?? []), key]);
    const extra = Math.max(0, calls.length - (wanted.get(path) ?? 0));
    repeats += extra;
    const reasons = done.filter(({ inFlight }) => inFlight.has(key)).length;
    if (extra > reasons) unexplained.push(`${path}: ${calls.length} calls, in flight at ${reasons} kills`);
  }
  const inFlight = done.reduce((sum, { inFlight: keys }) => sum + keys.size, 0);
  return [
    equal(
      "HTTP effects that never happened",
      [...wanted.keys()].filter((path) => !keysOf.has(path)).length,
      0,
    ),
    equal("HTTP effects nobody asked for", [...keysOf.keys()].filter((path) => !wanted.has(path)).length, 0),
    equal(
      "HTTP effects under more than one key",
      [...keysOf.values()].filter((keys) => keys.length > 1).length,
      0,
    ),
    {
      what: "repeated calls, each in flight at a kill",
      found: `${repeats} of ${inFlight} in flight${unexplained.length > 0 ? `; unexplained: ${unexplained.slice(0, 3).join("; ")}` : ""}`,
      ok: unexplained.length === 0 && repeats <= inFlight,
    },
  ];
}

async function checkLedger(ask: Ask): Promise<Verdict[]> {
  const ledger = await ask("select coalesce(sum(amount), 0) as n from usage_records where workspace_id = $1");
  const steps = await ask(
    "select coalesce(sum(tokens), 0) as n from automation_event_log where workspace_id = $1",
  );
  const charged = await ask(
    "select coalesce(sum(amount), 0) as n from usage_records where workspace_id = $1 and kind = 'workflow_execution'",
  );
  const runs = await ask("select coalesce(sum(tokens), 0) as n from flow_executions where workspace_id = $1");
  const used = await ask("select coalesce(sum(used), 0) as n from quota_shards where workspace_id = $1");
  return [
    equal("ledger = recorded steps and runs begun, milli-tokens", ledger, steps + charged),
    equal("ledger = tokens of the runs", ledger, runs),
    equal("ledger = quota used", ledger, used),
    equal(
      "quota still reserved",
      await ask("select coalesce(sum(reserved), 0) as n from quota_shards where workspace_id = $1"),
      0,
    ),
    equal(
      "steps still reserving",
      await ask("select count(*) as n from automation_event_log where workspace_id = $1 and reserved <> 0"),
      0,
    ),
  ];
}

async function checkLeftovers(ask: Ask): Promise<Verdict[]> {
  return [
    equal(
      "runs not ended",
      await ask(
        `select count(*) as n from flow_executions where workspace_id = $1 and status not in ${ENDED}`,
      ),
      0,
    ),
    equal(
      "leases held",
      await ask(
        "select count(*) as n from flow_executions where workspace_id = $1 and lease_owner is not null",
      ),
      0,
    ),
    equal(
      "waits open",
      await ask("select count(*) as n from waits where workspace_id = $1 and closed_at is null"),
      0,
    ),
  ];
}

/** The flow is over; its function may be a moment from knowing. What is still there then sleeps, or is in nobody's hands. */
async function checkExecutor(client: pg.Client, { id }: SoakWorkspace): Promise<Verdict> {
  const { rows } = await client.query<{ row: string }>(
    `select concat_ws(' ', coalesce(i.kind, 'run'), 'state', i.state, 'due in', extract(epoch from i.due_at - now())::int, 's, owner', i.lease_owner,
       'generation', split_part(coalesce(r.event, i.payload) ->> 'id', ':', 2), 'of', e.generation) as row
     from executor.items i full join executor.runs r on r.id = i.run_id
     left join flow_executions e on e.id::text = split_part(coalesce(r.event, i.payload) ->> 'id', ':', 1)
     where coalesce(i.workspace, r.workspace) = $1::text`,
    [id],
  );
  const found = rows.slice(0, 5).map(({ row }) => row);
  return {
    what: "rows of the executor",
    found: rows.length === 0 ? "0" : `${rows.length}: ${found.join("; ")}`,
    ok: rows.length === 0,
  };
}

const statusesOf = ({ statuses }: Sender): string =>
  [...statuses]
    .sort(([one], [other]) => one - other)
    .map(([status, count]) => `${count} × ${status === 0 ? "no answer" : status}`)
    .join(", ");

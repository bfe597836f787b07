import pg from "pg";
import type { Expected, Kind } from "./flows";
import type { Done } from "./killer";
import type { Plan } from "./plan";
import type { Receiver } from "./receiver";
import type { Sender } from "./sender";
import type { SoakWorkspace } from "./workspace";

/** One thing that must hold, and what was found. */
export type Verdict = { what: string; found: string; ok: boolean };

export type Material = {
  plan: Plan;
  flows: Partial<Record<Kind, Expected>>;
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

async function checkRuns(client: pg.Client, { plan, flows, workspace }: Material): Promise<Verdict[]> {
  const { rows } = await client.query<{
    event: string;
    flow: string;
    status: string;
    steps: Record<string, string> | null;
  }>(
    `select e.external_id as event, f.external_id as flow, r.status,
       (select json_object_agg(s.step_id || s.iteration_path, coalesce(s.outlet, s.status::text)) from automation_event_log s
        where s.run_id = r.id and s.status <> 'skipped') as steps
     from flow_executions r join events e on e.id = r.event_id left join automation_flows f on f.id = r.flow_id
     where r.workspace_id = $1`,
    [workspace.id],
  );
  const runs = new Map<string, number>();
  const wrong: string[] = [];
  for (const { event, flow, status, steps } of rows) {
    runs.set(event, (runs.get(event) ?? 0) + 1);
    const kind = plan.events.find(({ id }) => id === event)?.kind;
    const expected = kind && flows[kind];
    const took = JSON.stringify(Object.entries(steps ?? {}).sort());
    if (!expected || flow !== `chaos_${kind}`) wrong.push(`${event} started ${flow}`);
    else if (status !== "completed") wrong.push(`${event} is ${status}: ${took}`);
    else if (took !== JSON.stringify(Object.entries(expected.outlets).sort()))
      wrong.push(`${event} took ${took}`);
  }
  const lost = plan.events.filter(({ id }) => !runs.has(id));
  return [
    equal("runs lost", lost.length, 0),
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
  for (const [table, wanted] of [
    ["tasks", (expected: Expected) => expected.tasks],
    ["messages", (expected: Expected) => expected.messages],
  ] as const) {
    const { rows } = await client.query<{ event: string; n: number }>(
      `select e.external_id as event, count(*)::int as n from ${table} t join flow_executions r on r.id = t.run_id
       join events e on e.id = r.event_id where t.workspace_id = $1 group by e.external_id`,
      [workspace.id],
    );
    const made = new Map(rows.map(({ event, n }) => [event, n]));
    const off = plan.events.filter(({ id, kind }) => {
      const expected = flows[kind];
      return (made.get(id) ?? 0) !== (expected ? wanted(expected) : 0);
    });
    const total = rows.reduce((sum, { n }) => sum + n, 0);
    const { rows: all } = await client.query(
      `select count(*)::int as n from ${table} where workspace_id = $1`,
      [workspace.id],
    );
    verdicts.push({
      what: `${table} made exactly once`,
      found: off.length === 0 ? String(total) : `${off.length} off, such as ${off[0]?.id}`,
      ok: off.length === 0 && total === all[0]?.n,
    });
  }
  return verdicts;
}

function checkCalls({ plan, flows, receiver, done }: Material): Verdict[] {
  const keysOf = new Map<string, string[]>();
  let repeats = 0;
  const unexplained: string[] = [];
  for (const [key, calls] of receiver.calls) {
    const path = calls[0]?.path ?? "";
    keysOf.set(path, [...(keysOf.get(path) ?? []), key]);
    const kind = plan.events.find((event) => path === `/${event.kind}/${event.payload.number}`)?.kind;
    const scripted = (kind && flows[kind]?.callsPerKey) ?? 1;
    const extra = Math.max(0, calls.length - scripted);
    repeats += extra;
    const reasons = done.filter(({ inFlight }) => inFlight.has(key)).length;
    if (extra > reasons) unexplained.push(`${path}: ${calls.length} calls, in flight at ${reasons} kills`);
  }
  const wanted = plan.events.flatMap(({ kind, payload }) =>
    (flows[kind]?.calls ?? []).map((prefix) => `/${prefix}/${payload.number}`),
  );
  const inFlight = done.reduce((sum, { inFlight: keys }) => sum + keys.size, 0);
  return [
    equal("HTTP effects that never happened", wanted.filter((path) => !keysOf.has(path)).length, 0),
    equal(
      "HTTP effects nobody asked for",
      [...keysOf.keys()].filter((path) => !wanted.includes(path)).length,
      0,
    ),
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
    equal(
      "rows of the executor",
      await ask(
        "select (select count(*) from executor.items where workspace = $1::text) + (select count(*) from executor.runs where workspace = $1::text) as n",
      ),
      0,
    ),
  ];
}

const statusesOf = ({ statuses }: Sender): string =>
  [...statuses]
    .sort(([one], [other]) => one - other)
    .map(([status, count]) => `${count} × ${status === 0 ? "no answer" : status}`)
    .join(", ");

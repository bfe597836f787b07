/**
 * When runs of a flow begin, where it limits how many may within an hour. A run that comes while there is room begins at
 * once; the others wait in the order in which their runs were made, and go one by one, an hour's share apart, so that an
 * import drips instead of coming in lumps. A row per run, written under one lock per flow; the sweep lets them go.
 */
import { now } from "../db/clock";
import { afterCommit, inTransaction, pool, type Tx } from "../db/pool";
import { OPEN, ring, tell } from "./end-runs";
import type { LeasedRun } from "./lease";

const HOUR_MS = 3_600_000;
/** How often the sweep comes. */
const SWEEP_MS = 1_000;

/** Tests are for looking, a retry goes on with what has begun, and what waits for a sub-flow has begun, too. */
const FREE = ["replay", "sub_flow", "direct"];

const IS_OPEN = `exists (select 1 from flow_executions r where r.id = s.run_id and r.status in ${OPEN} offset 0)`;

/** Whether the run has to wait for its hour. Only asked of flows with a limit. */
export async function mustWaitForStart(run: LeasedRun): Promise<boolean> {
  const { flowId, runsPerHour, workspaceId } = run;
  if (runsPerHour === null || flowId === null || run.started) return false;
  if (run.mode === "test" || FREE.includes(run.origin)) return false;
  return inTransaction(async (tx) => {
    await lockFlow(tx, flowId);
    const waited = await isQueue(tx, flowId);
    const { rows } = await tx.query<{ at: Date | null }>(
      `insert into flow_starts as known (run_id, workspace_id, flow_id) values ($1, $2, $3)
       on conflict (run_id) do update set run_id = known.run_id returning at`,
      [run.id, workspaceId, flowId],
    );
    if (rows[0]?.at) return false;
    if (!waited) await enrolEarlier(tx, run, flowId);
    const begun = await begin(tx, { flowId, perHour: runsPerHour, oneByOne: waited });
    await wake(
      tx,
      begun.filter((id) => id !== run.id),
    );
    return !begun.includes(run.id);
  });
}

/** Flows whose next run may begin. */
export async function sweepStarts(): Promise<void> {
  const { rows } = await pool().query<{ flow_id: string; runs_per_hour: number | null }>({
    name: "sweep-starts",
    text: `with waiting as materialized (select distinct flow_id from flow_starts where at is null)
      select waiting.flow_id, f.runs_per_hour from waiting join automation_flows f on f.id = waiting.flow_id
      where f.runs_per_hour is null or (
        (select count(*) from flow_starts s where s.flow_id = f.id and s.at > $1::timestamptz - interval '1 hour') < f.runs_per_hour
        and coalesce((select max(s.at) from flow_starts s where s.flow_id = f.id) <= $1::timestamptz - make_interval(secs => 3600.0 / f.runs_per_hour), true))
      limit 500`,
    values: [now()],
  });
  for (const { flow_id: flowId, runs_per_hour: perHour } of rows)
    await inTransaction(async (tx) => {
      await lockFlow(tx, flowId);
      await wake(tx, await begin(tx, { flowId, perHour, oneByOne: true }));
    });
}

const lockFlow = (tx: Tx, flowId: string) =>
  tx.query("select pg_advisory_xact_lock(hashtextextended('starts ' || $1::text, 0))", [flowId]);

async function isQueue(tx: Tx, flowId: string): Promise<boolean> {
  const { rows } = await tx.query("select 1 from flow_starts where flow_id = $1 and at is null limit 1", [
    flowId,
  ]);
  return rows.length > 0;
}

/** Runs that were made before this one and have not had a turn yet: they come first. */
async function enrolEarlier(tx: Tx, run: LeasedRun, flowId: string): Promise<void> {
  await tx.query(
    `insert into flow_starts (run_id, workspace_id, flow_id)
     select r.id, r.workspace_id, r.flow_id from flow_executions r, flow_executions own
     where own.id = $1 and r.workspace_id = $2 and r.status in ('queued', 'running') and r.started_at is null and r.created_at <= own.created_at and r.flow_id = $3 and r.id < $1
       and r.mode = 'live' and r.origin::text <> all($4::text[])
     on conflict (run_id) do nothing`,
    [run.id, run.workspaceId, flowId, FREE],
  );
}

type Pace = { flowId: string; perHour: number | null; oneByOne: boolean };

/** Lets begin who may; without a limit all. */
async function begin(tx: Tx, { flowId, perHour, oneByOne }: Pace): Promise<string[]> {
  const at = now();
  const hourAgo = new Date(at.getTime() - HOUR_MS);
  await tx.query(
    `delete from flow_starts s where s.flow_id = $1 and (s.at <= $2::timestamptz or (s.at is null and not ${IS_OPEN}))`,
    [flowId, hourAgo],
  );
  const { rows } = await tx.query<{ begun: number; latest: Date | null }>(
    "select count(*)::int as begun, max(at) as latest from flow_starts where flow_id = $1 and at is not null",
    [flowId],
  );
  const { begun = 0, latest = null } = rows[0] ?? {};
  const room = perHour === null ? null : Math.max(0, perHour - begun);
  const most = perHour !== null && oneByOne ? Math.min(room ?? 0, share(perHour, latest, at)) : room;
  const given = await tx.query<{ run_id: string }>(
    `update flow_starts set at = $2::timestamptz where run_id in (
       select run_id from flow_starts where flow_id = $1 and at is null order by run_id limit $3::int)
     returning run_id`,
    [flowId, at, most],
  );
  return given.rows.map(({ run_id }) => run_id);
}

/** How many may go now so that they come evenly: one, as soon as an hour's share of time has passed since the last. */
function share(perHour: number, latest: Date | null, at: Date): number {
  const apart = HOUR_MS / perHour;
  if (latest && at.getTime() - latest.getTime() < apart) return 0;
  return Math.max(1, Math.ceil(SWEEP_MS / apart));
}

async function wake(tx: Tx, runIds: string[]): Promise<void> {
  if (runIds.length === 0) return;
  const rung = await ring(tx, runIds);
  afterCommit(tx, () => tell(rung));
}

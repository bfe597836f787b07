/**
 * Finds what a crash left behind. A run that is overdue gets a new generation (so that whatever still believes to have
 * it is refused) and is announced again; a rung bell that nobody answered is rung again.
 */
import { now } from "../db/clock";
import { isProcessAlive } from "../db/liveness";
import { pool } from "../db/pool";
import { logger } from "../logger";
import { type Announcement, announce, backlogSince } from "./announce";
import { finishCancelled } from "./finish-cancelled";
import { sweepStarts } from "./flow-pace";
import { sweepPlaces } from "./flow-slots";
import { mailStops } from "./mail-stops";
import { ringHeld } from "./ring-held";
import { shortenLeases } from "./shorten-leases";

const SWEEP_MS = 1_000;
/** A run that should have moved this long ago, and did not, has lost its process or its message. */
export const OVERDUE_MS = 60_000;
/** Queued runs whose announcement was lost between commit and send. */
const UNSENT_MS = 10_000;
const BATCH = 500;
/** Of runs that are cancelled by a mark, per sweep. */
const BITES = 4;

type Found = { id: string; workspace_id: string; generation: number };
/** As it was found: what has moved since is not overdue any more. */
type Overdue = Found & { lease_owner: string | null; wake_at: Date | null };

export function startWatchdog(): { stop(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const sweep = async () => {
    try {
      await sweepOnce();
    } catch (error) {
      logger.warn({ error: String(error) }, "the watchdog could not look; it tries again");
    }
    if (!stopped) timer = setTimeout(sweep, SWEEP_MS);
  };
  timer = setTimeout(sweep, 0);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

export async function sweepOnce(): Promise<void> {
  await ringHeld();
  await ringAgain();
  await sendAgain();
  await shortenLeases();
  await redrive(await overdue());
  await redrive(await abandoned());
  await finishCancelled(BITES);
  await sweepPlaces();
  await sweepStarts();
  // A slow mail server holds up nothing.
  void mailStops().catch((error: unknown) =>
    logger.warn(
      { error: String(error) },
      "stopped flows could not be looked for; they are again in a second",
    ),
  );
}

/** Bells that nobody has seen, of runs that nobody has in hand. */
async function ringAgain(): Promise<void> {
  const { rows } = await pool().query<Found>({
    name: "watchdog-bells",
    text: `select id, workspace_id, generation from flow_executions
      where doorbell > seen_doorbell and lease_owner is null and status in ('queued', 'running', 'waiting', 'held') limit ${BATCH}`,
  });
  announce(rows.map((row) => announcement("poked", row)));
}

/**
 * Queued runs that nobody took up: announced again as they are. Where the first announcement did arrive, and the run
 * only waits for its turn, the second one changes nothing.
 */
async function sendAgain(): Promise<void> {
  const at = now();
  const { rows } = await pool().query<Found>({
    name: "watchdog-unsent",
    text: `update flow_executions set wake_at = $1::timestamptz where id in (
        select id from flow_executions where status = 'queued' and lease_owner is null and wake_at < $2::timestamptz
        order by wake_at limit ${BATCH} for update skip locked)
      returning id, workspace_id, generation`,
    values: [at, new Date(at.getTime() - UNSENT_MS)],
  });
  announce(rows.map((row) => announcement("requested", row)));
}

/**
 * Runs that should have moved a minute ago. While due work waits for a free hand, of those that nobody has in hand only
 * such count that were due a minute before the oldest of it: a busy system must not be made busier. Whose lease was not
 * renewed for so long waits for no hand but for one that hangs.
 */
async function overdue(): Promise<Overdue[]> {
  const at = now();
  const { rows } = await pool().query<Overdue & { wake_at: Date }>({
    name: "watchdog-overdue",
    text: `select id, workspace_id, generation, lease_owner, wake_at from flow_executions
      where status in ('running', 'waiting', 'held') and wake_at < $1::timestamptz
        and (lease_until is null or lease_until < $1::timestamptz) order by wake_at limit ${BATCH}`,
    values: [new Date(at.getTime() - OVERDUE_MS)],
  });
  if (rows.length === 0) return rows;
  const since = await backlogSince();
  if (!since) return rows;
  const before = since.getTime() - OVERDUE_MS;
  return rows.filter(({ lease_owner, wake_at }) => lease_owner !== null || wake_at.getTime() < before);
}

/** In the hands of a process that is known to be dead: taken over at once, without waiting for the lease to run out. */
async function abandoned(): Promise<Overdue[]> {
  const { rows } = await pool().query<Overdue>({
    name: "watchdog-leased",
    text: `select id, workspace_id, generation, lease_owner, wake_at from flow_executions
      where lease_owner is not null and status in ('queued', 'running', 'waiting', 'held') order by lease_until limit ${BATCH}`,
  });
  const dead = new Map<string, boolean>();
  for (const { lease_owner } of rows) {
    const process = lease_owner?.split(":")[0] ?? "";
    if (!dead.has(process)) dead.set(process, !(await isProcessAlive(Number(process))));
  }
  return rows.filter((row) => dead.get(row.lease_owner?.split(":")[0] ?? ""));
}

/**
 * Only those that still stand as they were found. A turn may have been taken meanwhile, and the function that took it
 * would sleep on beside its successor; whatever else may sleep of an old generation is woken, sees that, and ends.
 */
async function redrive(runs: Overdue[]): Promise<void> {
  if (runs.length === 0) return;
  const { rows } = await pool().query<Found>(
    // A hanging process may hold rows, too: the next sweep looks at those again.
    `update flow_executions r set generation = r.generation + 1, lease_owner = null, lease_until = null, wake_at = $5::timestamptz
     from (
       select r.id, seen.generation, seen.lease_owner, seen.wake_at from flow_executions r
       join unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[]) as seen(id, generation, lease_owner, wake_at) on r.id = seen.id
       for update of r skip locked
     ) as seen
     where r.id = seen.id and r.generation = seen.generation and r.lease_owner is not distinct from seen.lease_owner
       and r.wake_at is not distinct from seen.wake_at and r.status in ('queued', 'running', 'waiting', 'held')
     returning r.id, r.workspace_id, r.generation`,
    [
      runs.map((run) => run.id),
      runs.map((run) => run.generation),
      runs.map((run) => run.lease_owner),
      runs.map((run) => run.wake_at),
      now(),
    ],
  );
  logger.info({ runs: rows.length }, "overdue runs are driven again");
  announce(
    rows.flatMap((row) => [
      announcement("requested", row),
      announcement("poked", { ...row, generation: row.generation - 1 }),
    ]),
  );
}

const announcement = (kind: Announcement["kind"], row: Found): Announcement => ({
  kind,
  runId: row.id,
  generation: row.generation,
  workspaceId: row.workspace_id,
});

/** After 100 turns of one function call: the run goes on as a new generation, so that its memos stay few. */
export async function nextGeneration(
  runId: string,
  generation: number,
): Promise<{ generation: number; workspaceId: string } | null> {
  const { rows } = await pool().query<{ generation: number; workspace_id: string }>(
    `update flow_executions set generation = generation + 1 where id = $1 and generation = $2 and status in ('queued', 'running', 'waiting', 'held') returning generation, workspace_id`,
    [runId, generation],
  );
  const row = rows[0];
  return row ? { generation: row.generation, workspaceId: row.workspace_id } : null;
}

/** The function that drove the run gave up: the next sweep takes it. */
export async function markOverdue(runId: string, generation: number): Promise<void> {
  await pool().query(
    `update flow_executions set wake_at = $3::timestamptz, lease_owner = null, lease_until = null where id = $1 and generation = $2 and status in ('queued', 'running', 'waiting', 'held')`,
    [runId, generation, new Date(now().getTime() - OVERDUE_MS - 1)],
  );
}

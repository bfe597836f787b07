/**
 * Writes the final states of runs that are cancelled by a mark: an archived flow's, or a whole workspace's. The mark
 * (`cancel_before`, a run's id) is obeyed by every turn at once; a million runs get their states in bites.
 */
import { now } from "../db/clock";
import { inTransaction, pool } from "../db/pool";
import { endRuns, OPEN } from "./end-runs";

const BITE = 500;
/** An event that was being accepted when the mark was set may still bring a run of before it. */
const LATE_MS = 60_000;

/** Until none is left, or `bites` were taken. Returns how many runs it ended. */
export async function finishCancelled(bites = Number.POSITIVE_INFINITY): Promise<number> {
  let ended = 0;
  for (let bite = 0; bite < bites; bite++) {
    const ids = await toCancel();
    if (ids.length > 0)
      ended += (await inTransaction((tx) => endRuns(tx, ids, { status: "cancelled", reason: "cancelled" })))
        .length;
    if (ids.length === BITE) continue;
    if (ids.length === 0) await forgetMarks();
    return ended;
  }
  return ended;
}

async function toCancel(): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>({
    name: "finish-cancelled",
    text: `(select r.id from automation_flows f join flow_executions r on r.workspace_id = f.workspace_id and r.flow_id = f.id and r.id <= f.cancel_before
        where f.cancel_requested_at is not null and r.status in ${OPEN} limit ${BITE})
      union (select r.id from workspaces w join flow_executions r on r.workspace_id = w.id and r.id <= w.cancel_before
        where w.cancel_requested_at is not null and r.status in ${OPEN} limit ${BITE}) limit ${BITE}`,
  });
  return rows.map(({ id }) => id);
}

async function forgetMarks(): Promise<void> {
  const late = new Date(now().getTime() - LATE_MS);
  for (const table of ["automation_flows", "workspaces"])
    await pool().query(
      `update ${table} set cancel_requested_at = null where cancel_requested_at < $1::timestamptz`,
      [late],
    );
}

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

type Mark = { workspace_id: string; flow_id: string | null; cancel_before: string };

/** Until none is left, or `bites` were taken. Returns how many runs it ended. */
export async function finishCancelled(bites = Number.POSITIVE_INFINITY): Promise<number> {
  // Marks first, and runs only of those: hardly ever is there one, and sleeping runs there are many.
  const { rows: marks } = await pool().query<Mark>({
    name: "cancel-marks",
    text: `select workspace_id, id as flow_id, cancel_before from automation_flows where cancel_requested_at is not null and cancel_before is not null
      union all select id, null, cancel_before from workspaces where cancel_requested_at is not null and cancel_before is not null`,
  });
  if (marks.length === 0) return 0;
  let ended = 0;
  for (let bite = 0; bite < bites; bite++) {
    const ids = await toCancel(marks);
    if (ids.length === 0) {
      await forgetMarks();
      break;
    }
    ended += (await inTransaction((tx) => endRuns(tx, ids, { status: "cancelled", reason: "cancelled" })))
      .length;
  }
  return ended;
}

async function toCancel(marks: readonly Mark[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const mark of marks) {
    if (ids.size >= BITE) break;
    const { rows } = await pool().query<{ id: string }>(
      `select id from flow_executions where workspace_id = $1 and ($2::uuid is null or flow_id = $2) and id <= $3 and status in ${OPEN} limit $4`,
      [mark.workspace_id, mark.flow_id, mark.cancel_before, BITE - ids.size],
    );
    for (const { id } of rows) ids.add(id);
  }
  return [...ids];
}

async function forgetMarks(): Promise<void> {
  const late = new Date(now().getTime() - LATE_MS);
  for (const table of ["automation_flows", "workspaces"])
    await pool().query(
      `update ${table} set cancel_requested_at = null where cancel_requested_at < $1::timestamptz`,
      [late],
    );
}

import { now } from "../db/clock";
import { pool } from "../db/pool";

const BITE = 2_000;

/** Starts of more than an hour ago count for no loop guard any more. */
export async function forgetLoopStarts(signal?: AbortSignal): Promise<number> {
  let gone = 0;
  while (!signal?.aborted) {
    const { rowCount } = await pool().query(
      `delete from loop_starts where (flow_id, contact_id) in (
         select flow_id, contact_id from loop_starts where starts[cardinality(starts)] <= $1::timestamptz - interval '1 hour'
         limit ${BITE} for update skip locked)`,
      [now()],
    );
    gone += rowCount ?? 0;
    if ((rowCount ?? 0) < BITE) break;
  }
  return gone;
}

import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import { handleEvent } from "./handle-event";

const MOST = 100;

/** Events whose taker did not get to handle them, and those that failed and are due again. Returns how many there were. */
export async function handleWaitingEvents(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    "select id from stripe_events where handled_at is null and next_attempt_at <= $1 order by next_attempt_at, id limit $2",
    [now(), MOST],
  );
  for (const { id } of rows) await handleEvent(id);
  return rows.length;
}

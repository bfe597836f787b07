import { now } from "../db/clock";
import { pool } from "../db/pool";
import { LEASE_MS } from "./lease";

/**
 * Leases that end later than any lease can: the clock was stepped back since. They are honoured for as long as leases
 * last. Whoever is at work renews its own; of a process that hangs the run would else be out of reach until the clock
 * has come to the old time again.
 */
export async function shortenLeases(): Promise<void> {
  const at = now();
  const ends = new Date(at.getTime() + LEASE_MS);
  await pool().query({
    name: "watchdog-long-leases",
    text: `update flow_executions set lease_until = $1::timestamptz, wake_at = least(wake_at, $1::timestamptz)
      where lease_owner is not null and lease_until > $2::timestamptz and status in ('queued', 'running', 'waiting', 'held')`,
    values: [ends, new Date(ends.getTime() + LEASE_MS)],
  });
}

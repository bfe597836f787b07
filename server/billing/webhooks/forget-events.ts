import { now } from "../../db/clock";
import { pool } from "../../db/pool";

const KEPT_DAYS = 90;

/**
 * Stripe sends an event again for days, lets people send it again for a month, and does not know it any longer than that:
 * then nobody asks for it, and one that could not be handled never will be. What it was about is read again every day.
 */
export async function forgetEvents(): Promise<void> {
  await pool().query("delete from stripe_events where received_at < $1", [
    new Date(now().getTime() - KEPT_DAYS * 86_400_000),
  ]);
}

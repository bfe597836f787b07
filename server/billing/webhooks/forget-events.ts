import { now } from "../../db/clock";
import { pool } from "../../db/pool";

const KEPT_DAYS = 90;

/** Stripe sends an event again for days, and lets people send it again for a month: longer ago, nobody asks for it. */
export async function forgetEvents(): Promise<void> {
  await pool().query("delete from stripe_events where received_at < $1 and handled_at is not null", [
    new Date(now().getTime() - KEPT_DAYS * 86_400_000),
  ]);
}

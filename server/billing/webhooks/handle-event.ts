import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import { logger } from "../../logger";
import { syncCustomer } from "../sync-customer";
import { isMeterReport, reportMeterErrors } from "./report-meter-errors";

type Row = { type: string; thin: boolean; stripeCustomerId: string | null; attempts: number };

const MINUTE_MS = 60_000;
const LONGEST_MS = 60 * MINUTE_MS;

/**
 * Does what an event asks for, which is to look: the customer's state is read again from Stripe. Handling one twice, or
 * two at once, or in another order is the same as once. What fails is tried again, ever later.
 */
export async function handleEvent(id: string): Promise<void> {
  const { rows } = await pool().query<Row>(
    `update stripe_events set attempts = attempts + 1, next_attempt_at = $2 where id = $1 and handled_at is null
     returning type, thin, stripe_customer_id as "stripeCustomerId", attempts`,
    [id, new Date(now().getTime() + MINUTE_MS)],
  );
  const event = rows[0];
  if (!event) return;
  try {
    await settle(id, await handle(id, event));
  } catch (error) {
    await postpone(id, event, error);
  }
}

/** Returns what is worth a note. */
async function handle(id: string, { type, thin, stripeCustomerId }: Row): Promise<string> {
  if (thin) return isMeterReport(type) ? reportMeterErrors(id) : "nothing follows from this kind of event";
  if (!stripeCustomerId) return "it is about no customer";
  const synced = await syncCustomer(stripeCustomerId);
  return synced === "unknown" ? "no workspace has this customer" : "";
}

const settle = (id: string, note: string) =>
  pool().query("update stripe_events set handled_at = $2, note = $3 where id = $1", [id, now(), note]);

async function postpone(id: string, { type, attempts }: Row, error: unknown): Promise<void> {
  const note = error instanceof Error ? error.message : String(error);
  const wait = Math.min(LONGEST_MS, MINUTE_MS * 2 ** Math.min(attempts - 1, 10));
  logger.warn(
    { event: id, type, attempts, error: note },
    "an event of Stripe was not handled, it is tried again",
  );
  await pool().query("update stripe_events set note = $2, next_attempt_at = $3 where id = $1", [
    id,
    note.slice(0, 500),
    new Date(now().getTime() + wait),
  ]);
}

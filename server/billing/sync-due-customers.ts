import { now } from "../db/clock";
import { pool } from "../db/pool";
import { logger } from "../logger";
import { syncCustomer } from "./sync-customer";

const MOST = 50;
const AGAIN_MS = 15 * 60_000;

/**
 * Customers that were not looked at for a day, and those for whom something is to happen by the clock: the grace is over,
 * the period turns, the subscription ends. So a webhook that never came is made up for. Returns how many were looked at.
 */
export async function syncDueCustomers(): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    "select stripe_customer_id as id from billing_accounts where sync_due_at <= $1 and stripe_customer_id is not null order by sync_due_at limit $2",
    [now(), MOST],
  );
  for (const { id } of rows) await syncCustomer(id).catch((error: Error) => later(id, error));
  return rows.length;
}

/** One that fails must not hold up the others. */
async function later(customer: string, error: Error): Promise<void> {
  logger.warn({ customer, error: error.message }, "a customer was not read from Stripe, it is tried again");
  await pool().query("update billing_accounts set sync_due_at = $2 where stripe_customer_id = $1", [
    customer,
    new Date(now().getTime() + AGAIN_MS),
  ]);
}

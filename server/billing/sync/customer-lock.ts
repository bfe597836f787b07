import pg from "pg";
import { env } from "../../env";

/** First half of the advisory lock; the second is made of the customer. */
const LOCK_CLASS = 72_707_381;

/** Connections this process uses for it at most: when Stripe is slow, other customers wait here and nobody else does. */
const AT_ONCE = 4;

let free = AT_ONCE;
const waiting: (() => void)[] = [];

/**
 * Does something that no other process does for this customer at the same time. The lock is a session's, over a
 * connection of its own: it is held while Stripe takes its time, which would use up the pool, and PostgreSQL frees it
 * within milliseconds when the process is gone.
 */
export async function withCustomerLock<T>(customerId: string, work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((turn) => waiting.push(turn));
  try {
    return await locked(customerId, work);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

async function locked<T>(customerId: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "baton-billing-lock",
  });
  // Whoever holds a lock on a broken connection does not hold it any more; what follows is done over again anyway.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, customerId]);
    return await work();
  } finally {
    await client.end().catch(() => {});
  }
}

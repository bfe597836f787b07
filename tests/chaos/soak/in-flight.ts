import pg from "pg";
import type { Receiver } from "./receiver";

/** Reads, with whatever database there is at the moment; null when there is none. */
export async function tryQuery<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[] | null> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query<Row>(sql, values)).rows;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Keys of the HTTP calls that are under way: open at the receiver, or begun and not recorded as done. These are the calls
 * that a process which dies now may leave to be repeated.
 */
export async function keysInFlight(databaseUrl: string, receiver: Receiver): Promise<string[]> {
  const open = receiver.openKeys();
  const begun = await tryQuery<{ key: string }>(
    databaseUrl,
    "select run_id || ':' || step_id || ':' || iteration_path as key from automation_event_log where status = 'running' and effect = 'idempotent'",
  );
  return [...open, ...receiver.openKeys(), ...(begun ?? []).map(({ key }) => key)];
}

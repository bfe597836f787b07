import { randomInt } from "node:crypto";
import pg from "pg";
import { env } from "../env";
import { pool } from "./pool";

/** First half of the advisory lock; the second is the process's own number. */
const LOCK_CLASS = 72_707_370;

type Life = { key: number; client: pg.Client | null; connecting: Promise<void> | null };

declare global {
  var batonLife: Life | undefined;
}

const life = (): Life => {
  globalThis.batonLife ??= { key: randomInt(1, 2 ** 31 - 1), client: null, connecting: null };
  return globalThis.batonLife;
};

/**
 * A number that is this process's while it lives: it holds a session advisory lock, which PostgreSQL frees within
 * milliseconds of a SIGKILL. Others ask `isProcessAlive(number)`.
 */
export async function processKey(): Promise<number> {
  const state = life();
  if (!state.client) {
    state.connecting ??= hold(state).finally(() => {
      state.connecting = null;
    });
    await state.connecting;
  }
  return state.key;
}

async function hold(state: Life): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: "baton-alive" });
  const gone = () => {
    if (state.client === client) state.client = null;
  };
  client.on("error", gone);
  client.on("end", gone);
  await client.connect();
  await client.query("select pg_advisory_lock($1, $2)", [LOCK_CLASS, state.key]);
  state.client = client;
}

export async function isProcessAlive(key: number): Promise<boolean> {
  // In a transaction of its own: a lock that could be taken is given back at once.
  const { rows } = await pool().query<{ free: boolean }>("select pg_try_advisory_xact_lock($1, $2) as free", [
    LOCK_CLASS,
    key,
  ]);
  return rows[0]?.free !== true;
}

export async function endLife(): Promise<void> {
  const client = life().client;
  life().client = null;
  await client?.end().catch(() => {});
}

import { randomInt } from "node:crypto";
import pg from "pg";
import { env } from "../env";
import { pool } from "./pool";

/** First half of the advisory lock; the second is the process's own number. */
const LOCK_CLASS = 72_707_370;

/** After the database was away everybody has to come back first: so long nobody is taken for dead. */
const COME_BACK_MS = 3_000;
const HOLD_AGAIN_MS = 100;

type Life = {
  key: number;
  client: pg.Client | null;
  connecting: Promise<void> | null;
  lost: boolean;
  regainedAt: number | null;
};

declare global {
  var batonLife: Life | undefined;
}

const life = (): Life => {
  globalThis.batonLife ??= {
    key: randomInt(1, 2 ** 31 - 1),
    client: null,
    connecting: null,
    lost: false,
    regainedAt: null,
  };
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
    if (state.client !== client) return;
    state.client = null;
    state.lost = true;
    void holdAgain();
  };
  client.on("error", gone);
  client.on("end", gone);
  await client.connect();
  await client.query("select pg_advisory_lock($1, $2)", [LOCK_CLASS, state.key]);
  state.client = client;
  if (state.lost) state.regainedAt = performance.now();
  state.lost = false;
}

/** At once, and not at the next question: others look whether we live. */
async function holdAgain(): Promise<void> {
  while (life().lost) {
    await new Promise((resolve) => setTimeout(resolve, HOLD_AGAIN_MS).unref());
    if (life().lost) await processKey().catch(() => {});
  }
}

export async function isProcessAlive(key: number): Promise<boolean> {
  const { lost, regainedAt } = life();
  if (lost || (regainedAt !== null && performance.now() - regainedAt < COME_BACK_MS)) return true;
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
  life().lost = false;
  await client?.end().catch(() => {});
}

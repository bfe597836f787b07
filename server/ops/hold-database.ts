import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findEmbeddedDatabase, startEmbeddedDatabase, stopEmbeddedDatabase } from "./embedded-database";

/** Shared by every launcher that needs the embedded database; whoever gets it alone was the last. */
const LOCK = 72_707_371;
const REGAIN_MS = 250;

export type HeldDatabase = { url: string; embedded: boolean; release: () => Promise<void> };

/**
 * The embedded database, kept running until its last holder has released it: one that was killed is started again at the
 * same address. A given address is left as it is.
 */
export async function holdDatabase(
  home: string,
  given: string | undefined,
  say: (line: string) => void = () => {},
): Promise<HeldDatabase> {
  if (given) {
    await assertReachable(given);
    return { url: given, embedded: false, release: async () => {} };
  }
  const held: Holding = { home, say, port: undefined, holder: null, released: false, regaining: null };
  const url = await hold(held);
  return { url, embedded: true, release: () => release(held) };
}

type Holding = {
  home: string;
  say: (line: string) => void;
  port: number | undefined;
  holder: pg.Client | null;
  released: boolean;
  regaining: Promise<unknown> | null;
};

async function hold(held: Holding): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const { url } = await startEmbeddedDatabase(held.home, { port: held.port });
    const holder = new pg.Client({
      connectionString: url,
      application_name: "baton-launcher",
      keepAlive: true,
    });
    holder.on("error", () => {});
    try {
      await holder.connect();
      await holder.query("select pg_advisory_lock_shared($1)", [LOCK]);
      held.port = Number(new URL(url).port);
      held.holder = holder;
      holder.once("end", () => {
        if (!held.released) held.regaining ??= regain(held);
      });
      return url;
    } catch (error) {
      // The last holder was just stopping it: start it again.
      await holder.end().catch(() => {});
      if (attempt === 5) throw error;
    }
  }
}

/** The server was killed, or ended us: web and worker wait for it, so that nothing else may give up either. */
async function regain(held: Holding): Promise<void> {
  held.say("the embedded PostgreSQL has ended, starting it again");
  // Without its data there is nothing to start.
  while (!held.released && existsSync(join(held.home, "pg/PG_VERSION"))) {
    try {
      await hold(held);
      held.say("the embedded PostgreSQL answers again");
      break;
    } catch {
      await sleep(REGAIN_MS);
    }
  }
  held.regaining = null;
}

async function release(held: Holding): Promise<void> {
  held.released = true;
  await held.regaining;
  const { holder, home } = held;
  if (!holder) return;
  try {
    await holder.query("select pg_advisory_unlock_shared($1)", [LOCK]);
    await stopIfAlone(holder, home);
  } catch {
    // The connection is gone, and the database with it.
  }
  await holder.end().catch(() => {});
}

/** For what a killed launcher left running: its embedded database, unless another launcher has it too. */
export async function stopUnheldDatabase(home: string): Promise<void> {
  const url = await findEmbeddedDatabase(home);
  if (!url) return;
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  await stopIfAlone(client, home);
  await client.end().catch(() => {});
}

async function stopIfAlone(client: pg.Client, home: string): Promise<void> {
  const { rows } = await client.query<{ alone: boolean }>("select pg_try_advisory_lock($1) as alone", [LOCK]);
  if (rows[0]?.alone) await stopEmbeddedDatabase(home);
}

async function assertReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    if ((rows[0]?.version ?? 0) < 150_000) throw new Error("it is older than PostgreSQL 15");
  } catch (error) {
    const reason =
      error instanceof Error ? error.message || String("code" in error ? error.code : error) : String(error);
    throw new Error(
      `The database of DATABASE_URL cannot be used: ${reason}. Correct DATABASE_URL, or unset it to use the embedded one.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { completeEnvironment, env, launchEnvironment } from "../env";
import { closeConnections } from "./close-connections";
import { openDataDirectory, readSecrets } from "./data-directory";
import { ensurePrismaClient } from "./ensure-prisma-client";
import { holdDatabase } from "./hold-database";
import { migrate } from "./migrate";

export type Prepared = {
  home: string;
  /** What people type. */
  url: string;
  /** How this machine reaches the web process itself. */
  localUrl: string;
  environment: Record<string, string>;
  release: () => Promise<void>;
};
type Progress = (line: string) => void;

const SEED_LOCK = 72_707_372;

/** What every launcher needs before anything runs: data directory, secrets, database, migrations, demo workspace. */
export async function prepare(say: Progress): Promise<Prepared> {
  ensurePrismaClient();
  const given = launchEnvironment();
  const home = openDataDirectory(given.BATON_DATA_DIR || ".data");
  const secrets = readSecrets(home, given);
  const port = given.PORT || "3000";
  const began = performance.now();
  const database = await holdDatabase(home, given.DATABASE_URL, say);
  say(
    `${database.embedded ? "embedded PostgreSQL" : "PostgreSQL of DATABASE_URL"} answers (${seconds(began)})`,
  );
  try {
    completeEnvironment({
      ...secrets,
      BATON_DATA_DIR: home,
      DATABASE_URL: database.url,
      PORT: port,
      AUTH_URL: given.AUTH_URL || `http://localhost:${port}`,
      NEXT_TELEMETRY_DISABLED: "1",
    });
    env();
    writeFileSync(join(home, "database-url"), database.url, { mode: 0o600 });
    const applied = await migrate(database.url);
    if (applied.length > 0) say(`migrations applied: ${applied.join(", ")}`);
    await seedOnce(database.url, say);
  } catch (error) {
    await database.release();
    throw error;
  }
  return {
    home,
    url: env().AUTH_URL ?? "",
    localUrl: `http://localhost:${port}`,
    environment: launchEnvironment(),
    release: database.release,
  };
}

/** Only into an empty database: where people already are, no demo login appears. One starter at a time. */
async function seedOnce(url: string, say: Progress): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [SEED_LOCK]);
    const { rowCount } = await client.query("select from users limit 1");
    if (rowCount) return;
    const { seedDemo } = await import("../../prisma/seed");
    await seedDemo();
    await closeConnections();
    say("demo workspace made");
  } finally {
    await client.end();
  }
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

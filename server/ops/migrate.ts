import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** Prisma's own lock number, so that `prisma migrate deploy` and this never run at once. */
const LOCK = 72_707_369;

const HISTORY = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

type Migration = { name: string; sql: string; checksum: string };

/**
 * Applies prisma/migrations in order, each in a transaction of its own, and writes the history as Prisma's CLI does, so
 * that `prisma migrate status` agrees. Several processes may call it at once. Returns the names of those applied.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: "baton-migrate" });
  await client.connect();
  try {
    await client.query("set client_min_messages = warning");
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(HISTORY);
    const applied = await appliedMigrations(client);
    const here = migrationsOnDisk();
    refuseDivergence(here, applied);
    const missing = here.filter((migration) => !applied.has(migration.name));
    for (const migration of missing) await apply(client, migration);
    await client.query("select ensure_payload_partitions(now())");
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** In the order in which they are applied. */
export function migrationsOnDisk(): Migration[] {
  const directory = join(process.cwd(), "prisma/migrations");
  const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => {
      const sql = readFileSync(join(directory, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    "select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed)
    throw new Error(
      `Migration ${failed.migration_name} failed earlier. Mend the database, then run npx prisma migrate resolve --rolled-back ${failed.migration_name}.`,
    );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function refuseDivergence(here: Migration[], applied: Map<string, string>): void {
  for (const { name, checksum } of here) {
    if (applied.has(name) && applied.get(name) !== checksum)
      throw new Error(
        `Migration ${name} was changed after this database got it. Restore the file, or start with another database (BATON_DATA_DIR or DATABASE_URL).`,
      );
  }
  const known = new Set(here.map(({ name }) => name));
  const unknown = [...applied.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(
      `This database was migrated by a newer Baton (${unknown.join(", ")}). Start that version, or use another database.`,
    );
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query(
      "insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, now(), now(), 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new Error(
      `Migration ${name} could not be applied: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

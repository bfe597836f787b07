import { pool } from "../db/pool";
import { HEARTBEAT_FRESH_SECONDS } from "./heartbeat";
import { migrationsOnDisk } from "./migrate";

export type Readiness = { ready: boolean; checks: { database: Check; migrations: Check; worker: Check } };
type Check = { ok: boolean; detail: string };

/** Whether this installation can take an event and have it worked on. */
export async function readiness(): Promise<Readiness> {
  const checks = await look().catch((error: Error) => {
    const unknown = { ok: false, detail: "unknown while the database does not answer" };
    return {
      database: { ok: false, detail: error.message || "it does not answer" },
      migrations: unknown,
      worker: unknown,
    };
  });
  return { ready: Object.values(checks).every((check) => check.ok), checks };
}

async function look(): Promise<Readiness["checks"]> {
  const { rows } = await pool().query<{ applied: string[]; workers: number }>(
    `select coalesce((select array_agg(migration_name) from _prisma_migrations where finished_at is not null and rolled_back_at is null), '{}') as applied,
            (select count(*)::int from worker_heartbeats where seen_at > clock_timestamp() - make_interval(secs => $1)) as workers`,
    [HEARTBEAT_FRESH_SECONDS],
  );
  const applied = new Set(rows[0]?.applied);
  const missing = migrationNames().filter((name) => !applied.has(name));
  const workers = rows[0]?.workers ?? 0;
  return {
    database: { ok: true, detail: "answers" },
    migrations:
      missing.length === 0
        ? { ok: true, detail: "all applied" }
        : { ok: false, detail: `not applied: ${missing.join(", ")}` },
    worker:
      workers > 0
        ? { ok: true, detail: `${workers} alive` }
        : { ok: false, detail: "no worker process has been heard of" },
  };
}

let names: string[] | undefined;

/** They do not change while a process runs. */
function migrationNames(): string[] {
  names ??= migrationsOnDisk().map(({ name }) => name);
  return names;
}

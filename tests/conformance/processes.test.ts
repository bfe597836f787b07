import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { HANG_MS, openProcesses } from "@/inngest/executor/processes";
import { openSession } from "@/inngest/executor/session";
import { pool } from "@/server/db/pool";
import { env } from "@/server/env";

/** As server/db/liveness.ts has it. */
const LOCK_CLASS = 72_707_370;
const OTHER = 4711;

const session = openSession();
const other = new pg.Client({ connectionString: env().DATABASE_URL });
let at = 0;

beforeAll(async () => {
  await other.connect();
  await other.query("select pg_advisory_lock($1, $2)", [LOCK_CLASS, OTHER]);
  await pool().query("insert into executor.processes (key) values ($1)", [OTHER]);
  vi.spyOn(performance, "now").mockImplementation(() => at);
});
afterEach(() => pool().query("truncate executor.items"));
afterAll(async () => {
  vi.restoreAllMocks();
  await session.close();
  await other.end();
});

const leased = () =>
  pool().query(
    `insert into executor.items (run_id, step, kind, function_id, workspace, state, due_at, lease_owner)
     values (gen_random_uuid(), '', 'call', 'f', 'w', 2, now(), $1)`,
    [OTHER],
  );

test("who could not look itself takes nobody for hanging; who looked all the time does", async () => {
  const processes = openProcesses(session);
  await leased();
  at = 1_000_000;
  expect(await processes.sweep()).toBe(false);
  // Nobody's heart can beat, and nobody can look, while the database is away.
  at += 2 * HANG_MS;
  expect(await processes.sweep()).toBe(false);
  for (let waited = 0; waited < HANG_MS; waited += 1_000) {
    at += 1_000;
    expect(await processes.sweep()).toBe(false);
  }
  at += 1_000;
  expect(await processes.sweep()).toBe(true);
});

test("an owner of work that is not listed is looked at all the same", async () => {
  const processes = openProcesses(session);
  await pool().query("delete from executor.processes");
  await leased();
  expect(await processes.sweep()).toBe(false);
  await other.query("select pg_advisory_unlock($1, $2)", [LOCK_CLASS, OTHER]);
  expect(await processes.sweep()).toBe(true);
  const { rows } = await pool().query("select state from executor.items");
  expect(rows).toEqual([{ state: 1 }]);
});

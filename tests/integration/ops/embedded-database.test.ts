import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import {
  findEmbeddedDatabase,
  startEmbeddedDatabase,
  stopEmbeddedDatabase,
} from "@/server/ops/embedded-database";
import { holdDatabase, stopUnheldDatabase } from "@/server/ops/hold-database";

const home = join(mkdtempSync(join(tmpdir(), "baton embedded ")), "data dir");
const pid = () => Number(readFileSync(join(home, "pg/postmaster.pid"), "utf8").split("\n")[0]);

afterAll(async () => {
  await stopEmbeddedDatabase(home);
  rmSync(join(home, ".."), { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

test("of several starters one makes and starts it, in a path with spaces, and only its owner can read the password", async () => {
  const started = await Promise.all([
    startEmbeddedDatabase(home),
    startEmbeddedDatabase(home),
    startEmbeddedDatabase(home),
  ]);
  expect(started.filter((database) => database.started)).toHaveLength(1);
  expect(new Set(started.map(({ url }) => url)).size).toBe(1);
  expect(statSync(join(home, "postgres-password")).mode & 0o777).toBe(0o600);
  const [row] = await query(
    started[0]?.url ?? "",
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses",
  );
  expect(row).toEqual({ fsync: "on", commit: "on", addresses: "127.0.0.1" });
});

test("without the password nobody gets in", async () => {
  const url = new URL((await findEmbeddedDatabase(home)) ?? "");
  url.password = "guessed";
  await expect(query(url.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
});

test("after kill -9 it starts again and what was committed is there", async () => {
  const { url } = await startEmbeddedDatabase(home);
  await query(url, "create table kept (what text)");
  await query(url, "insert into kept values ('this')");
  process.kill(pid(), "SIGKILL");
  const again = await startEmbeddedDatabase(home);
  expect(again.started).toBe(true);
  expect(await query(again.url, "select what from kept")).toEqual([{ what: "this" }]);
});

test("the last to release it stops it", async () => {
  const first = await holdDatabase(home, undefined);
  const second = await holdDatabase(home, undefined);
  await first.release();
  expect(await findEmbeddedDatabase(home)).toBe(second.url);
  await second.release();
  expect(await findEmbeddedDatabase(home)).toBeNull();
});

test("killed while it is held, whole or in part, it is started again at the same address", async () => {
  const held = await holdDatabase(home, undefined);
  process.kill(pid(), "SIGKILL");
  await expect.poll(() => holders(held.url)).toBe(1);
  expect(await query(held.url, "select what from kept")).toEqual([{ what: "this" }]);
  const [row] = await query(
    held.url,
    "select pid from pg_stat_activity where application_name = 'baton-launcher'",
  );
  process.kill(Number(row?.pid), "SIGKILL");
  await expect.poll(() => holders(held.url)).toBe(1);
  await held.release();
  expect(await findEmbeddedDatabase(home)).toBeNull();
});

test("what nobody holds any more can be stopped by whoever notices", async () => {
  const script = `import { holdDatabase } from "./server/ops/hold-database.ts";
    await holdDatabase(${JSON.stringify(home)}, undefined); process.send?.("held"); setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(launcher, "message");
  const url = (await findEmbeddedDatabase(home)) ?? "";
  await stopUnheldDatabase(home);
  expect(await findEmbeddedDatabase(home)).toBe(url);
  launcher.kill("SIGKILL");
  await expect.poll(() => holders(url)).toBe(0);
  await stopUnheldDatabase(home);
  expect(await findEmbeddedDatabase(home)).toBeNull();
});

/** How many launchers hold it; null while it is away. */
async function holders(url: string): Promise<number | null> {
  const sql =
    "select count(*)::int as holders from pg_stat_activity join pg_locks using (pid) where application_name = 'baton-launcher' and locktype = 'advisory'";
  return query(url, sql).then(
    ([row]) => Number(row?.holders),
    () => null,
  );
}

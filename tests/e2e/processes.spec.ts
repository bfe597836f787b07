import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";
import pg from "pg";

const dataDir = (): string => test.info().config.metadata.dataDir;

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: readFileSync(join(dataDir(), "database-url"), "utf8") });
  await client.connect();
  return client
    .query<Row>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** The process ids that the launcher's children have now. */
function children(): { web: number; worker: number } {
  const launcher = pidsOf("server/ops/cli/start.ts").find(isOurLauncher);
  if (!launcher) throw new Error("The launcher of this run was not found");
  const list = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(launcher)])
    .toString()
    .split("\n");
  const pid = (what: RegExp) => Number.parseInt(list.find((line) => what.test(line)) ?? "0", 10);
  return { web: pid(/next-server/), worker: pid(/worker-main/) };
}

const pidsOf = (what: string) =>
  execFileSync("pgrep", ["-f", what]).toString().trim().split("\n").map(Number);

/** Not the shell around it. */
const isOurLauncher = (pid: number) =>
  readlinkSync(`/proc/${pid}/exe`) === process.execPath &&
  readFileSync(`/proc/${pid}/environ`, "utf8").includes(`BATON_DATA_DIR=${dataDir()}\0`);

function kill(pid: number): void {
  // 0 would be this very process group.
  expect(pid).toBeGreaterThan(1);
  process.kill(pid, "SIGKILL");
}

const ready = async (request: APIRequestContext) =>
  (await request.get("/api/health/ready").catch(() => null))?.status();

test("says that it lives, and what readiness consists of", async ({ request }) => {
  expect(await (await request.get("/api/health")).json()).toEqual({ status: "ok" });
  const body = await (await request.get("/api/health/ready")).json();
  expect(body).toMatchObject({
    status: "ready",
    checks: { database: { ok: true }, migrations: { ok: true }, worker: { ok: true } },
  });
});

test("is reached from this machine only", async ({ baseURL }) => {
  const port = new URL(baseURL ?? "").port;
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4");
  test.skip(!outside, "this machine has no address but its own");
  await expect(fetch(`http://${outside?.address}:${port}/api/health`)).rejects.toThrow("fetch failed");
});

test("every process has one pool, however many ask at once", async ({ request }) => {
  await Promise.all(Array.from({ length: 60 }, () => request.get("/api/health/ready")));
  const rows = await query<{ name: string; connections: number }>(
    "select application_name as name, count(*)::int as connections from pg_stat_activity where application_name in ('baton-web', 'baton-worker') group by 1 order by 1",
  );
  expect(rows.map(({ name }) => name)).toEqual(["baton-web", "baton-worker"]);
  for (const { connections } of rows) expect(connections).toBeLessThanOrEqual(20);
});

test("a killed worker is missed, and started again", async ({ request }) => {
  const { worker } = children();
  kill(worker);
  await expect.poll(() => children().worker, { timeout: 15_000 }).not.toBe(worker);
  await expect
    .poll(
      () =>
        query(
          "select 1 from worker_heartbeats where seen_at > clock_timestamp() - interval '1 second' and pid <> " +
            worker,
        ),
      { timeout: 20_000 },
    )
    .toHaveLength(1);
  expect(await ready(request)).toBe(200);
});

test("a killed web process is started again", async ({ request }) => {
  kill(children().web);
  await expect.poll(() => ready(request), { timeout: 15_000 }).toBe(200);
});

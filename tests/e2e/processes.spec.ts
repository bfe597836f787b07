import { networkInterfaces } from "node:os";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { signIn } from "./support/account";
import { children, demo, kill, query } from "./support/installation";

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

test("however many watch, a process listens once", async ({ browser }) => {
  const pages = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const page = await (await browser.newContext()).newPage();
      const workspace = await signIn(page, demo());
      const streaming = page.waitForRequest((request) => request.headers().accept === "text/event-stream");
      await page.goto(`${workspace}/runs`);
      await streaming;
      return page;
    }),
  );
  const listeners = () =>
    query(
      "select application_name as name, count(*)::int as connections from pg_stat_activity where application_name like 'baton-%-listen' group by 1",
    );
  await expect.poll(listeners).toEqual([{ name: "baton-web-listen", connections: 1 }]);
  await Promise.all(pages.map((page) => page.context().close()));
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

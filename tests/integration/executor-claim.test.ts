import { afterAll, beforeEach, expect, test } from "vitest";
import { claim } from "@/inngest/executor/claim";
import { openCrons } from "@/inngest/executor/crons";
import { readFunctionConfig } from "@/inngest/executor/function-config";
import { openProcesses } from "@/inngest/executor/processes";
import { openSession } from "@/inngest/executor/session";
import { pool } from "@/server/db/pool";

const sessions = [openSession(), openSession()] as const;
const [one, two] = sessions;
afterAll(() => Promise.all(sessions.map((session) => session.close())));
beforeEach(() => pool().query("truncate executor.items, executor.processes, executor.crons"));

const fill = (workspace: string, count: number, state = 1, due = "now() + n * interval '1 second'") =>
  pool().query(
    `insert into executor.items (run_id, step, kind, function_id, workspace, state, due_at, payload)
     select gen_random_uuid(), '', 'call', 'f', $1, $2, ${due}, '{}' from generate_series(1, $3) n`,
    [workspace, state, count],
  );
const shares = (items: { workspace: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { workspace } of items) counts[workspace] = (counts[workspace] ?? 0) + 1;
  return counts;
};

test("a claim takes an equal share of each workspace, however long anybody's backlog is", async () => {
  await fill("big", 5000);
  await fill("a", 3);
  await fill("b", 100);
  await fill("sleepy", 100, 0);
  const first = await claim(one, 1, 30, "");
  expect(shares(first.items)).toEqual({ a: 3, b: 10, big: 10 });
  expect(first.more).toBe(true);
  expect(shares((await claim(one, 1, 30, first.last)).items)).toEqual({ b: 15, big: 15 });
});

test("with more workspaces than can be served, all get their turn", async () => {
  for (let n = 0; n < 30; n++) await fill(`w${String(n).padStart(2, "0")}`, 5);
  let last = "";
  const turns: string[] = [];
  for (let n = 0; n < 6; n++) {
    const claimed = await claim(one, 1, 5, last);
    turns.push(...claimed.items.map(({ workspace }) => workspace));
    last = claimed.last;
  }
  expect(new Set(turns).size).toBe(30);
});

test("within a workspace the longest due is first, and nothing is claimed twice", async () => {
  await fill("a", 40, 1, "now() - n * interval '1 minute'");
  const [left, right] = await Promise.all([claim(one, 1, 20, ""), claim(two, 2, 20, "")]);
  expect(new Set([...left.items, ...right.items].map(({ runId }) => runId)).size).toBe(40);
  const { rows } = await pool().query(
    "select lease_owner, count(*)::int as n from executor.items group by 1 order by 1",
  );
  expect(rows).toEqual([
    { lease_owner: 1, n: 20 },
    { lease_owner: 2, n: 20 },
  ]);
});

test("only what dead or hanging processes had is freed", async () => {
  await fill("a", 30);
  const living = openProcesses(two, 300);
  await living.beat();
  const me = await living.join();
  // 1 holds no lock: it is dead. 2 holds one, and its heart beats; 3 holds one, and its heart has stopped.
  const holder = await pool().connect();
  await holder.query("select pg_advisory_lock(72707370, 2), pg_advisory_lock(72707370, 3)");
  await pool().query("insert into executor.processes (key) values (1), (2), (3)");
  for (const owner of [1, 2, 3]) await claim(one, owner, 10, "");
  const observer = openProcesses(one, 300);
  expect(await observer.sweep()).toBe(true);
  const owners = async () =>
    (
      await pool().query<{ lease_owner: number | null }>(
        "select distinct lease_owner from executor.items order by 1",
      )
    ).rows.map((row) => row.lease_owner);
  expect(await owners()).toEqual([2, 3, null]);
  const begun = performance.now();
  const passed = () => performance.now() - begun;
  while (passed() < 600 || (passed() < 60_000 && (await owners()).includes(3))) {
    await pool().query("update executor.processes set beat = beat + 1 where key = 2");
    await observer.sweep();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await owners()).toEqual([2, null]);
  expect(
    (await pool().query<{ key: number }>("select key from executor.processes order by 1")).rows
      .map(({ key }) => key)
      .sort(),
  ).toEqual([2, me].sort());
  await holder.query("select pg_advisory_unlock_all()");
  holder.release();
});

test("a cron that two processes find due at once starts one run", async () => {
  const fn = readFunctionConfig({
    id: "tick",
    triggers: [{ cron: "TZ=Asia/Tokyo */5 * * * *" }],
    steps: { step: {} },
  });
  const both = [openCrons(one, [fn]), openCrons(two, [fn])];
  const begun = new Date("2026-11-21T12:01:00Z");
  for (const crons of both)
    expect(await crons.fire(begun)).toEqual({ started: false, next: new Date("2026-11-21T12:05:00Z") });
  for (const due of ["2026-11-21T12:05:00Z", "2026-11-21T12:10:00.200Z"]) {
    const fired = await Promise.all(both.map((crons) => crons.fire(new Date(due))));
    expect(fired.filter(({ started }) => started).length).toBe(1);
  }
  const { rows } = await pool().query(
    "select payload->'data'->>'scheduledAt' as at from executor.items order by due_at",
  );
  expect(rows).toEqual([{ at: "2026-11-21T12:05:00.000Z" }, { at: "2026-11-21T12:10:00.000Z" }]);
});

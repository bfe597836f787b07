/** The clock of the machine steps back, or forward: what the executor times goes by it, and does nothing twice or early. */
import { afterAll, beforeEach, expect, test } from "vitest";
import { openCrons } from "@/inngest/executor/crons";
import { wakeDue } from "@/inngest/executor/due";
import { readFunctionConfig } from "@/inngest/executor/function-config";
import { openSession } from "@/inngest/executor/session";
import { pool } from "@/server/db/pool";

const session = openSession();
afterAll(() => session.close());
beforeEach(() => pool().query("truncate executor.items, executor.crons"));

const fn = readFunctionConfig({ id: "tick", triggers: [{ cron: "* * * * *" }], steps: { step: {} } });
const started = async () =>
  (
    await pool().query<{ at: string }>(
      "select payload->'data'->>'scheduledAt' as at from executor.items order by due_at",
    )
  ).rows.map(({ at }) => at.slice(8, 16));

test("after a step back by a day a cron of every minute goes on with the next minute", async () => {
  const crons = openCrons(session, [fn]);
  await crons.fire(new Date("2026-11-21T12:00:30Z"));
  expect((await crons.fire(new Date("2026-11-21T12:01:00Z"))).started).toBe(true);
  const back = await crons.fire(new Date("2026-11-20T12:00:30Z"));
  expect(back).toEqual({ started: false, next: new Date("2026-11-20T12:01:00Z") });
  expect((await crons.fire(new Date("2026-11-20T12:01:00.100Z"))).started).toBe(true);
  expect(await started()).toEqual(["20T12:01", "21T12:01"]);
});

test("a step back by seconds, or a process whose clock is a little behind, fires no minute twice", async () => {
  const crons = openCrons(session, [fn]);
  await crons.fire(new Date("2026-11-21T12:00:30Z"));
  await crons.fire(new Date("2026-11-21T12:01:00Z"));
  for (const at of ["2026-11-21T12:00:15Z", "2026-11-21T12:01:00Z", "2026-11-21T12:01:59.999Z"])
    expect(await crons.fire(new Date(at))).toEqual({
      started: false,
      next: new Date("2026-11-21T12:02:00Z"),
    });
  expect(await started()).toEqual(["21T12:01"]);
});

test("a step forward by a day fires once, for the latest minute", async () => {
  const crons = openCrons(session, [fn]);
  await crons.fire(new Date("2026-11-21T12:00:30Z"));
  await crons.fire(new Date("2026-11-22T12:00:30Z"));
  await crons.fire(new Date("2026-11-22T12:00:40Z"));
  expect(await started()).toEqual(["22T12:00"]);
});

test("a sleeper wakes when the clock shows its time, however often the clock moved before", async () => {
  await pool().query(`insert into executor.items (run_id, step, kind, function_id, workspace, state, due_at, payload)
    values (gen_random_uuid(), '', 'call', 'f', 'w', 0, '2026-11-21T13:00:00Z', '{}')`);
  const woken = async (at: string) => (await wakeDue(session, new Date(at))).woken;
  expect(await woken("2026-11-21T12:59:59.999Z")).toBe(0);
  expect(await woken("2026-11-20T13:00:00Z")).toBe(0);
  expect(await woken("2026-11-21T13:00:00Z")).toBe(1);
  expect(await woken("2026-11-20T13:00:00Z")).toBe(0);
  expect(await woken("2026-11-22T13:00:00Z")).toBe(0);
});

import { beforeEach, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { retryRun } from "@/server/engine/control";
import { getRun } from "@/server/features/runs/data";
import { type Removed, retain } from "@/server/ops/retention";
import { makeAgedRuns, makePayloadMonths } from "./support/aged-runs";
import { makeWorkspace, publish } from "./support/engine";

const FLOW = {
  name: "Thanks",
  trigger: { type: "event", event_types: ["order.created"] },
  steps: [{ id: "first", type: "set_variables", variables: { seen: true } }],
};

type Kept = { runs: number; steps: number; events: number; bodies: number };

const counts = async (workspaceId: WorkspaceId): Promise<Kept> => {
  const { rows } = await pool().query<Kept>(
    `select (select count(*)::int from flow_executions where workspace_id = $1) as runs, (select count(*)::int from automation_event_log where workspace_id = $1) as steps,
       (select count(*)::int from events where workspace_id = $1) as events, (select count(*)::int from payloads where workspace_id = $1) as bodies`,
    [workspaceId],
  );
  return rows[0] ?? { runs: -1, steps: -1, events: -1, bodies: -1 };
};

const existing = async (table: string, ids: string[]): Promise<number> =>
  (await pool().query(`select from ${table} where id = any($1::uuid[])`, [ids])).rowCount ?? 0;

const months = async (): Promise<string[]> =>
  (
    await pool().query<{ name: string }>(
      "select relname as name from pg_class where relname ~ '^payloads_\\d{4}_\\d{2}$' order by 1",
    )
  ).rows.map(({ name }) => name);

const prune = async (): Promise<Removed> => {
  const removed = await retain({ share: 1 });
  if (!removed) throw new Error("another process is pruning");
  return removed;
};

const make = async (plan: Parameters<typeof makeWorkspace>[0]) => {
  const workspaceId = await makeWorkspace(plan);
  return { workspaceId, flow: await publish(workspaceId, FLOW) };
};

beforeEach(() => makePayloadMonths(400));

test("ended runs and events go after their plan's days, with everything that hangs on them; nothing else does", async () => {
  const starter = await make("starter");
  const enterprise = await make("enterprise");
  for (const { workspaceId, flow } of [starter, enterprise]) {
    for (const status of ["completed", "failed", "cancelled"] as const)
      await makeAgedRuns({ workspaceId, flow, count: 500, days: [200, 91], status });
    await makeAgedRuns({ workspaceId, flow, count: 500, days: [89, 1] });
  }
  const [old] = await makeAgedRuns({ ...starter, count: 1, days: [100, 100] });
  await pool().query(
    `insert into step_attempts (run_id, step_id, attempt, workspace_id, started_at, finished_at) values ($1, 'step_1', 1, $2, now(), now())`,
    [old, starter.workspaceId],
  );
  await pool().query(
    `insert into loop_frames (run_id, step_id, workspace_id, items, total) values ($1, 'step_1', $2, '[]', 0)`,
    [old, starter.workspaceId],
  );
  await pool().query(
    `insert into usage_records (key, workspace_id, kind, amount, cost, run_id, period, created_at) values ('run:old', $2, 'email_sent', 1, 1, $1, 'p', now() - interval '100 days')`,
    [old, starter.workspaceId],
  );
  const removed = await prune();
  expect(removed.runs).toBe(1501);
  expect(await counts(starter.workspaceId)).toEqual({ runs: 500, steps: 1500, events: 500, bodies: 0 });
  expect(await counts(enterprise.workspaceId)).toEqual({ runs: 2000, steps: 6000, events: 2000, bodies: 0 });
  const left = await pool().query(
    "select (select count(*)::int from step_attempts where run_id = $1) + (select count(*)::int from loop_frames where run_id = $1) as of_run, (select count(*)::int from usage_records where run_id = $1) as usage",
    [old],
  );
  expect(left.rows).toEqual([{ of_run: 0, usage: 1 }]);
  expect(await prune()).toMatchObject({ runs: 0, events: 0, payloads: 0, months: 0 });
});

test("a run is counted from its end: open ones and late ends keep their event, however old", async () => {
  const trial = await make("trial");
  const open = await makeAgedRuns({ ...trial, count: 2, days: [85, 84], status: "waiting" });
  const late = await makeAgedRuns({ ...trial, count: 2, days: [85, 84], endedDays: 3 });
  await makeAgedRuns({ ...trial, count: 3, days: [85, 84] });
  await prune();
  expect(await existing("flow_executions", [...open, ...late])).toBe(4);
  expect(await counts(trial.workspaceId)).toMatchObject({ runs: 4, steps: 12, events: 4 });
  // Its event is long past its days, and stays for the new run when the old one goes.
  const again = await retryRun(trial.workspaceId, late[0] ?? "", "start");
  await pool().query(
    "update flow_executions set completed_at = now() - interval '31 days' where id = any($1::uuid[])",
    [late],
  );
  await prune();
  expect(await existing("flow_executions", late)).toBe(0);
  expect(await existing("flow_executions", [again])).toBe(1);
  expect((await counts(trial.workspaceId)).events).toBe(3);
});

test("an event that ended a kept run's wait stays", async () => {
  const trial = await make("trial");
  const [open] = await makeAgedRuns({ ...trial, count: 1, days: [60, 60], status: "waiting" });
  const [other] = await makeAgedRuns({ ...trial, count: 1, days: [59, 59] });
  await pool().query(
    `insert into waits (id, workspace_id, run_id, step_id, kind, event_types, opens_at, closed_at, matched_event_id)
     select uuidv7(), workspace_id, $1, 'w', 'event', '{}', now(), now(), event_id from flow_executions where id = $2`,
    [open, other],
  );
  await prune();
  expect(await counts(trial.workspaceId)).toMatchObject({ runs: 1, events: 2 });
});

test("large bodies go first: smaller plans' one by one, a month at once when it is past everybody's days", async () => {
  const [trial, professional, enterprise] = await Promise.all([
    make("trial"),
    make("professional"),
    make("enterprise"),
  ]);
  for (const each of [trial, professional, enterprise])
    for (const days of [10, 45, 75, 300])
      await makeAgedRuns({ ...each, count: 40, days: [days, days], largeEvery: 4 });
  const before = await months();
  const removed = await prune();
  // 20 bodies (of events and of steps) for each age that the plan still keeps.
  expect((await counts(trial.workspaceId)).bodies).toBe(20);
  expect((await counts(professional.workspaceId)).bodies).toBe(40);
  expect((await counts(enterprise.workspaceId)).bodies).toBe(60);
  expect(await counts(enterprise.workspaceId)).toMatchObject({ runs: 160, steps: 480, events: 160 });
  expect(removed.payloads).toBe(60);
  const after = await months();
  expect(removed.months).toBe(before.length - after.length);
  expect(removed.months).toBeGreaterThan(5);
  const lastDropped = before.filter((name) => !after.includes(name)).at(-1) ?? "";
  const stayed = after[0] ?? "";
  const end = (name: string) => Date.UTC(Number(name.slice(9, 13)), Number(name.slice(14)), 1);
  expect(end(lastDropped)).toBeLessThanOrEqual(Date.now() - 90 * 86_400_000);
  expect(end(stayed)).toBeGreaterThan(Date.now() - 90 * 86_400_000);
});

test("bodies that an open run needs outlive their days and their month; they go when it has ended", async () => {
  const trial = await make("trial");
  const [sleeping = ""] = await makeAgedRuns({
    ...trial,
    count: 1,
    days: [300, 300],
    status: "waiting",
    largeEvery: 1,
  });
  const [recent = ""] = await makeAgedRuns({
    ...trial,
    count: 1,
    days: [40, 40],
    status: "waiting",
    largeEvery: 1,
  });
  await makeAgedRuns({ ...trial, count: 1, days: [300, 300], endedDays: 1, largeEvery: 1 });
  await prune();
  expect((await counts(trial.workspaceId)).bodies).toBe(4);
  const bodies = await pool().query(
    `select p.body->>'text' like 'body %' as whole from flow_executions r join events e on e.id = r.event_id join payloads p on p.id = e.payload_id where r.id = any($1::uuid[])`,
    [[sleeping, recent]],
  );
  expect(bodies.rows).toEqual([{ whole: true }, { whole: true }]);
});

test("a body that is gone is told apart from one that never was", async () => {
  const trial = await make("trial");
  const [large = ""] = await makeAgedRuns({
    ...trial,
    count: 1,
    days: [40, 40],
    endedDays: 1,
    largeEvery: 1,
  });
  const [small = ""] = await makeAgedRuns({ ...trial, count: 1, days: [40, 40], endedDays: 1 });
  const seen = async (runId: string) => {
    const { event, steps } = await getRun(trial.workspaceId, runId);
    return [event?.payloadGone, ...steps.flatMap((step) => [step.inputGone, step.outputGone])];
  };
  expect(await seen(large)).toEqual(Array(7).fill(false));
  await prune();
  expect(await seen(large)).toEqual([true, false, false, false, false, false, true]);
  expect(await seen(small)).toEqual(Array(7).fill(false));
});

test("a run that an open run has started stays with it", async () => {
  const trial = await make("trial");
  const [parent] = await makeAgedRuns({ ...trial, count: 1, days: [80, 80], status: "waiting" });
  const [child = ""] = await makeAgedRuns({ ...trial, count: 1, days: [79, 79] });
  await pool().query("update flow_executions set parent_run_id = $2 where id = $1", [child, parent]);
  await prune();
  expect(await existing("flow_executions", [child])).toBe(1);
  await pool().query("update flow_executions set status = 'completed', completed_at = now() where id = $1", [
    parent,
  ]);
  await prune();
  expect(await existing("flow_executions", [child])).toBe(0);
});

test("a run is repeated only with all of its data", async () => {
  const trial = await make("trial");
  const [gone = ""] = await makeAgedRuns({
    ...trial,
    count: 1,
    days: [40, 40],
    endedDays: 1,
    status: "failed",
    largeEvery: 1,
  });
  const [slept = ""] = await makeAgedRuns({
    ...trial,
    count: 1,
    days: [40, 40],
    status: "waiting",
    largeEvery: 1,
  });
  await prune();
  await expect(retryRun(trial.workspaceId, gone, "failed")).rejects.toThrow(
    /past its 30 days, so it cannot be repeated/,
  );
  await expect(retryRun(trial.workspaceId, gone, "start")).rejects.toThrow(/past its 30 days/);
  // It was open till now, so its data is there, and stays for the new run.
  await pool().query("update flow_executions set status = 'failed', completed_at = now() where id = $1", [
    slept,
  ]);
  await retryRun(trial.workspaceId, slept, "failed");
  await prune();
  await retryRun(trial.workspaceId, slept, "failed");
});

test("rows whose own time is over go; one process prunes at a time; it stops when told to", async () => {
  const trial = await make("trial");
  await pool().query(
    "insert into dedupe_keys (workspace_id, scope, key, target_id, expires_at) select $1, 'event', 'k' || n, uuidv7(), now() + make_interval(hours => n) from generate_series(-1500, 3) n",
    [trial.workspaceId],
  );
  const holder = await pool().connect();
  await holder.query("select pg_advisory_lock(72707371)");
  expect(await retain()).toBeNull();
  await holder.query("select pg_advisory_unlock(72707371)");
  holder.release();
  await makeAgedRuns({ ...trial, count: 9000, days: [60, 50] });
  const stop = new AbortController();
  const removed = await retain({
    share: 0.5,
    signal: stop.signal,
    onBite: (phase, rows) => phase === "runs" && rows > 0 && stop.abort(),
  });
  expect(removed?.expired).toBeGreaterThanOrEqual(1500);
  expect(removed?.runs).toBeGreaterThan(0);
  expect(removed?.runs).toBeLessThan(9000);
  const { runs: rest } = await prune();
  expect(rest).toBe(9000 - (removed?.runs ?? 0));
  const keys = await pool().query("select from dedupe_keys where workspace_id = $1", [trial.workspaceId]);
  expect(keys.rowCount).toBe(3);
});

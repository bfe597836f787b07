/** The clock of the machine steps back, or forward: delays, waits, leases and quota periods of runs. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { advance } from "@/server/engine/advance";
import { setAnnouncer } from "@/server/engine/announce";
import { takeLease } from "@/server/engine/lease";
import { replenishShard } from "@/server/engine/quota";
import { sweepOnce } from "@/server/engine/watchdog";
import { forgetWorkspaceFacts, workspaceFacts } from "@/server/engine/workspace-facts";
import { refreshAllowance } from "@/server/records/allowance";
import { makeWorkspace, publish, readRun, send } from "./support/engine";

let time = new Date();
let since: number | null = null;
/** The clock stands still at this time. */
const at = (iso: string) => {
  time = new Date(iso);
  since = null;
};
/** The clock shows this time now, and runs: for turns that wait a moment themselves. */
const from = (iso: string) => {
  time = new Date(iso);
  since = Date.now();
};

beforeEach(() => {
  globalThis.batonClock = {
    now: () => (since === null ? time : new Date(time.getTime() + Date.now() - since)),
  };
  setAnnouncer(async () => {});
});
afterEach(() => {
  globalThis.batonClock = undefined;
});

/** One turn; where it stands after it: "done", or when it wants to be woken. */
async function turn(runId: string): Promise<string | null> {
  for (;;) {
    const stands = await advance({ runId, generation: (await readRun(runId)).generation });
    if ("more" in stands) continue;
    return "done" in stands ? "done" : stands.wakeAt;
  }
}

async function start(step: Record<string, unknown>, payload: Record<string, unknown> = {}) {
  const workspaceId = await makeWorkspace();
  await publish(workspaceId, {
    name: "Clock",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps: [
      { id: "step", ...step },
      { id: "after", type: "set_variables", variables: { done: "yes" } },
    ],
  });
  const { runs } = await send(workspaceId, "lead.created", payload);
  return { workspaceId, runId: runs[0]?.id ?? "" };
}

test("a delay ends once, and not before the clock shows its time", async () => {
  at("2026-05-04T10:00:00Z");
  const { runId } = await start({ type: "delay", for: { value: 1, unit: "hours" } });
  const ends = "2026-05-04T11:00:00.000Z";
  expect(await turn(runId)).toBe(ends);
  for (const moved of ["2026-05-04T10:59:59.999Z", "2026-05-04T09:55:00Z", "2026-05-03T11:00:00Z"]) {
    at(moved);
    // Within two seconds of its end a turn would wait for it.
    if (Date.parse(ends) - time.getTime() > 2_000) expect(await turn(runId)).toBe(ends);
    expect((await readRun(runId)).steps.step?.status).toBe("waiting");
  }
  at(ends);
  expect(await turn(runId)).toBe("done");
  at("2026-05-04T10:00:00Z");
  expect(await turn(runId)).toBe("done");
  const run = await readRun(runId);
  expect(run.status).toBe("completed");
  expect(Object.keys(run.steps).sort()).toEqual(["after", "step"]);
});

const wait = {
  type: "wait_for_event",
  event_types: ["payment.received"],
  timeout: { value: 1, unit: "hours" },
  same_contact: false,
};

/** The wait is open, and its look back is over; returns when it times out. */
async function waiting() {
  from("2026-05-04T10:00:00Z");
  const started = await start(wait);
  const ends = await turn(started.runId);
  expect(ends).toMatch(/^2026-05-04T11:00:0/);
  return { ...started, ends: ends ?? "" };
}

test("a wait hears an event that comes after the clock was stepped back", async () => {
  const { workspaceId, runId } = await waiting();
  at("2026-05-04T09:55:00Z");
  await send(workspaceId, "payment.received", { amount: 5 });
  expect(await turn(runId)).toBe("done");
  expect((await readRun(runId)).steps.step?.outlet).toBe("event");
});

test("a wait does not time out before the clock shows its time, and does so once", async () => {
  const { workspaceId, runId, ends } = await waiting();
  for (const moved of ["2026-05-04T10:59:00Z", "2026-05-03T12:00:00Z"]) {
    at(moved);
    expect(await turn(runId)).toBe(ends);
  }
  at(ends);
  expect(await turn(runId)).toBe("done");
  // The clock shows a time at which the wait was open: it is over.
  at("2026-05-04T10:30:00Z");
  await send(workspaceId, "payment.received", { amount: 5 });
  expect(await turn(runId)).toBe("done");
  expect((await readRun(runId)).steps.step?.outlet).toBe("timeout");
});

test("a lease from before the step back is honoured for as long as leases last, then taken over", async () => {
  at("2026-05-04T10:00:00Z");
  const { runId } = await start({ type: "set_variables", variables: { a: 1 } });
  const held = await takeLease(runId, 0);
  expect(held).toHaveProperty("run");
  at("2026-05-03T10:00:00Z");
  await sweepOnce();
  const { rows } = await pool().query("select lease_owner, lease_until from flow_executions where id = $1", [
    runId,
  ]);
  expect(rows).toEqual([
    { lease_owner: "run" in held ? held.run.leaseOwner : "", lease_until: new Date("2026-05-03T10:00:30Z") },
  ]);
  expect(await takeLease(runId, 0)).toEqual({ busyUntil: new Date("2026-05-03T10:00:30Z") });
  at("2026-05-03T10:02:00Z");
  await sweepOnce();
  expect((await readRun(runId)).generation).toBe(1);
  expect(await turn(runId)).toBe("done");
});

test("a quota period that is entered twice has one account, and grants no more than its limit", async () => {
  at("2026-05-30T10:00:00Z");
  const workspaceId = await makeWorkspace("starter");
  await pool().query("update workspaces set billing_anchor = '2026-01-31' where id = $1", [workspaceId]);
  const granted = async () =>
    Object.fromEntries(
      (
        await pool().query<{ period: string; granted: string; spent: string }>(
          "select period, sum(granted) as granted, sum(used) as spent from quota_shards where workspace_id = $1 group by period order by period",
          [workspaceId],
        )
      ).rows.map((row) => [row.period, [Number(row.granted), Number(row.spent)]]),
    );
  /** Takes and spends all there is in the period of the moment. */
  const exhaust = async () => {
    forgetWorkspaceFacts(workspaceId);
    const facts = await workspaceFacts(workspaceId);
    await inTransaction((tx) => refreshAllowance(tx, workspaceId));
    let slices = 0;
    while (await replenishShard(facts, slices % 16, 10_000)) {
      slices += 1;
      await pool().query("update quota_shards set used = granted where workspace_id = $1 and period = $2", [
        workspaceId,
        facts.period,
      ]);
    }
    return slices;
  };
  expect(await exhaust()).toBeGreaterThan(0);
  const may = await granted();
  at("2026-05-31T00:00:00Z");
  expect(await exhaust()).toBeGreaterThan(0);
  const both = await granted();
  expect(Object.keys(both)).toEqual(["2026-04-30", "2026-05-31"]);
  expect(both["2026-05-31"]).toEqual(both["2026-04-30"]);
  // Back over the turn, and over it again: nothing is left in either.
  for (const moved of [
    "2026-05-30T23:55:00Z",
    "2026-05-31T00:00:00Z",
    "2026-05-30T00:00:00Z",
    "2026-06-01T00:00:00Z",
  ]) {
    at(moved);
    expect(await exhaust()).toBe(0);
  }
  expect(await granted()).toEqual({ ...both, ...may });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { importFlow } from "@/server/domain/import-flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { fireSchedules } from "@/server/engine/fire-schedules";
import { syncFlowTriggers } from "@/server/engine/flow-triggers";
import { drive, makeWorkspace, publish, readRun } from "./support/engine";

let time = new Date();
const at = (iso: string) => {
  time = new Date(iso);
};

beforeEach(() => {
  globalThis.batonClock = { now: () => time };
  setAnnouncer(async () => {});
});
afterEach(async () => {
  await pool().query("delete from schedules");
  globalThis.batonClock = undefined;
});

const document = (cron: string, timezone = "UTC") => ({
  name: "Morning report",
  trigger: { type: "schedule", cron, timezone },
  steps: [{ id: "set", type: "set_variables", variables: { seen: "{{trigger.scheduled_for}}" } }],
});

async function scheduled(cron: string, timezone?: string) {
  const workspaceId = await makeWorkspace();
  return { workspaceId, ...(await publish(workspaceId, document(cron, timezone))) };
}

async function fires(workspaceId: WorkspaceId) {
  const { rows } = await pool().query<{ id: string; at: Date; payload: Record<string, unknown> }>(
    `select r.id, e.occurred_at as at, e.payload from flow_executions r join events e on e.id = r.event_id
     where r.workspace_id = $1 and r.origin = 'schedule' and e.type = 'schedule.fired' order by e.occurred_at, r.id`,
    [workspaceId],
  );
  return rows;
}
const times = async (workspaceId: WorkspaceId) =>
  (await fires(workspaceId)).map((fire) => fire.at.toISOString().slice(5, 16));

async function schedule(flowId: string) {
  const { rows } = await pool().query("select * from schedules where flow_id = $1", [flowId]);
  return rows[0];
}

test("a schedule fires at its time, once, and its run says for when", async () => {
  at("2026-05-04T06:59:00Z");
  const { workspaceId, flowId } = await scheduled("0 9 * * 1-5", "Europe/Berlin");
  expect(await fireSchedules()).toEqual({ fired: 0, more: false });
  at("2026-05-04T07:00:00.250Z");
  expect(await fireSchedules()).toEqual({ fired: 1, more: false });
  expect(await fireSchedules()).toEqual({ fired: 0, more: false });
  const [fire] = await fires(workspaceId);
  expect(fire?.payload).toEqual({
    scheduled_for: "2026-05-04T07:00:00.000Z",
    fired_at: "2026-05-04T07:00:00.250Z",
    cron: "0 9 * * 1-5",
    timezone: "Europe/Berlin",
  });
  expect(await schedule(flowId)).toMatchObject({
    next_at: new Date("2026-05-05T07:00:00Z"),
    last_fired_at: new Date("2026-05-04T07:00:00Z"),
    missed_count: 0,
  });
  await drive(fire?.id ?? "");
  expect((await readRun(fire?.id ?? "")).status).toBe("completed");
});

test("many claimers at once fire each time once", async () => {
  at("2026-05-04T08:59:30Z");
  const flows = await Promise.all(Array.from({ length: 60 }, () => scheduled("0 9 * * *")));
  at("2026-05-04T09:00:00Z");
  const fired = await Promise.all(Array.from({ length: 4 }, () => fireSchedules()));
  expect(fired.reduce((sum, one) => sum + one.fired, 0)).toBe(60);
  for (const { workspaceId } of flows) expect(await times(workspaceId)).toEqual(["05-04T09:00"]);
});

test("a claimer that fails leaves the time due, and holds up no other", async () => {
  at("2026-05-04T08:59:30Z");
  const broken = await scheduled("0 9 * * *");
  const sound = await scheduled("0 9 * * *");
  at("2026-05-04T09:00:00Z");
  // Fails after the event was accepted: when the next time is written.
  await pool().query(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.flow_id = '${broken.flowId}' and new.next_at > old.next_at then raise 'disk on fire'; end if; return new; end $$;
    create trigger refuse before update on schedules for each row execute function refuse()`);
  expect(await fireSchedules()).toEqual({ fired: 1, more: false });
  expect(await times(broken.workspaceId)).toEqual([]);
  expect(await times(sound.workspaceId)).toEqual(["05-04T09:00"]);
  expect((await schedule(broken.flowId)).next_at).toEqual(new Date("2026-05-04T09:00:00Z"));
  await pool().query("drop trigger refuse on schedules; drop function refuse");
  at("2026-05-04T09:01:00Z");
  expect(await fireSchedules()).toEqual({ fired: 1, more: false });
  expect(await times(broken.workspaceId)).toEqual(["05-04T09:00"]);
});

test("a fire that was missed is caught up once within the hour", async () => {
  at("2026-05-04T08:50:00Z");
  const { workspaceId, flowId } = await scheduled("*/15 * * * *");
  at("2026-05-04T10:05:00Z");
  expect(await fireSchedules()).toEqual({ fired: 1, more: false });
  const [fire] = await fires(workspaceId);
  // 09:00, 09:15, 09:30, 09:45 are left out; 10:00 is caught up.
  expect(fire?.payload).toMatchObject({
    scheduled_for: "2026-05-04T10:00:00.000Z",
    late_ms: 300_000,
    missed: 4,
  });
  expect(await schedule(flowId)).toMatchObject({
    next_at: new Date("2026-05-04T10:15:00Z"),
    missed_count: 4,
    missed_from: new Date("2026-05-04T09:00:00Z"),
    missed_until: new Date("2026-05-04T09:45:00Z"),
  });
});

test("one that was missed for an hour is skipped, with a note", async () => {
  at("2026-05-02T12:00:00Z");
  const { workspaceId, flowId } = await scheduled("0 9 * * *");
  at("2026-05-04T10:00:00Z");
  expect(await fireSchedules()).toEqual({ fired: 0, more: false });
  expect(await times(workspaceId)).toEqual([]);
  expect(await schedule(flowId)).toMatchObject({
    next_at: new Date("2026-05-05T09:00:00Z"),
    last_fired_at: null,
    missed_count: 2,
    missed_from: new Date("2026-05-03T09:00:00Z"),
    missed_until: new Date("2026-05-04T09:00:00Z"),
  });
  at("2026-05-05T09:00:00Z");
  await fireSchedules();
  expect(await times(workspaceId)).toEqual(["05-05T09:00"]);
  expect((await schedule(flowId)).missed_count).toBe(2);
});

test("an absence of weeks is counted up to a bound, and only its last minute is caught up", async () => {
  at("2026-05-01T00:00:00Z");
  const { workspaceId, flowId } = await scheduled("* * * * *");
  at("2026-05-20T00:00:30Z");
  await fireSchedules();
  expect(await times(workspaceId)).toEqual(["05-20T00:00"]);
  expect(await schedule(flowId)).toMatchObject({
    missed_count: 1_000,
    missed_until: new Date("2026-05-19T23:59:00Z"),
    next_at: new Date("2026-05-20T00:01:00Z"),
  });
});

test("a flow that is off, or has moved on to another version, fires nothing", async () => {
  at("2026-05-04T08:59:30Z");
  const off = await scheduled("0 9 * * *");
  await pool().query("update automation_flows set status = 'paused' where id = $1", [off.flowId]);
  const gone = await scheduled("0 9 * * *");
  await inTransaction((tx) =>
    syncFlowTriggers(tx, { workspaceId: gone.workspaceId, flowId: gone.flowId, none: true }),
  );
  expect(await schedule(gone.flowId)).toBeUndefined();
  at("2026-05-04T09:00:00Z");
  expect(await fireSchedules()).toEqual({ fired: 0, more: false });
});

test("publishing replaces the time and keeps what is known of the last", async () => {
  at("2026-05-04T08:59:30Z");
  const { workspaceId, flowId, versionId } = await scheduled("0 9 * * *");
  at("2026-05-04T09:00:00Z");
  await fireSchedules();
  const imported = importFlow(document("30 9 * * *"));
  if (!imported.ok) throw new Error("not a flow");
  const { definition } = imported.flow;
  await inTransaction((tx) => syncFlowTriggers(tx, { workspaceId, flowId, versionId, definition }));
  expect(await schedule(flowId)).toMatchObject({
    next_at: new Date("2026-05-04T09:30:00Z"),
    last_fired_at: new Date("2026-05-04T09:00:00Z"),
  });
});

test("a clock stepped back fires no time again, not even after publishing anew", async () => {
  at("2026-05-04T08:59:30Z");
  const { workspaceId, flowId, versionId } = await scheduled("0 9 * * *");
  at("2026-05-04T09:00:00Z");
  await fireSchedules();
  for (const back of ["2026-05-04T08:55:00Z", "2026-05-03T09:00:01Z"]) {
    at(back);
    await fireSchedules();
    const imported = importFlow(document("0 9 * * *"));
    if (!imported.ok) throw new Error("not a flow");
    const { definition } = imported.flow;
    await inTransaction((tx) => syncFlowTriggers(tx, { workspaceId, flowId, versionId, definition }));
    expect((await schedule(flowId)).next_at).toEqual(new Date("2026-05-04T09:00:00Z"));
    at("2026-05-04T09:00:00.500Z");
    await fireSchedules();
    expect(await times(workspaceId)).toEqual(["05-04T09:00"]);
  }
  expect((await schedule(flowId)).next_at).toEqual(new Date("2026-05-05T09:00:00Z"));
});

test("over the end of summer time a run starts once for the hour that comes twice", async () => {
  at("2026-10-24T12:00:00Z");
  const { workspaceId } = await scheduled("30 2 * * *", "Europe/Berlin");
  for (const minute of ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z"]) {
    at(minute);
    await fireSchedules();
  }
  expect(await times(workspaceId)).toEqual(["10-25T00:30", "10-26T01:30"]);
});

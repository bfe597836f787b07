/** A flow's own rules for its messages and runs, in the real engine and database, by a clock that the test sets. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction, pool } from "@/server/db/pool";
import { wallTime } from "@/server/domain/wall-clock";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { decisionsOfContact, gateFigures } from "@/server/features/gate/data";
import { receiveMessage } from "@/server/records/receive-message";
import { publish, readRun, send } from "./support/engine";
import { contactId, decisionsOf, gatedWorkspace, messagesOf, stoppedClock, turn } from "./support/gate";

const ANN = { email: "ann@example.com", phone: "+4915112345678", name: "Ann" };
let clock = stoppedClock("2026-05-04T10:00:00Z");

beforeEach(() => {
  clock = stoppedClock("2026-05-04T10:00:00Z");
  setAnnouncer(async () => {});
});
afterEach(() => {
  globalThis.batonClock = undefined;
});

const email = {
  id: "mail",
  type: "action",
  action_id: "send_email",
  config: { to: "{{trigger.email}}", body: "Hi" },
};
const nap = { id: "nap", type: "delay", for: { value: 1, unit: "days" } };

const flow = (
  workspaceId: WorkspaceId,
  settings: Record<string, unknown>,
  steps: Record<string, unknown>[] = [email],
) =>
  publish(workspaceId, {
    name: "Write",
    trigger: { type: "event", event_types: ["lead.created"] },
    steps,
    settings,
  });

const start = async (workspaceId: WorkspaceId, payload: Record<string, unknown> = ANN) =>
  (await send(workspaceId, "lead.created", payload)).runs[0]?.id ?? "";

const reply = (workspaceId: WorkspaceId, channel: "email" | "sms") =>
  inTransaction((tx) =>
    receiveMessage(
      tx,
      workspaceId,
      { channel, from: channel === "email" ? ANN.email : ANN.phone, body: "Call me on Monday" },
      { source: "api" },
    ),
  );

describe("business hours", () => {
  const office = (zone: string) => ({
    business_hours: { zone, windows: [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }] },
  });

  test("hold an email until they begin by the contact's clock, over a weekend and a change of the clocks", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, office("contact"));
    // Friday, 18:30 in Berlin. In the night to Sunday the clocks go forward.
    clock.at("2026-03-27T17:30:00Z");
    const runId = await start(workspaceId);
    const morning = "2026-03-30T07:00:00.000Z";
    expect(await turn(runId)).toBe(morning);
    expect((await readRun(runId)).steps.mail).toMatchObject({
      status: "waiting",
      tokens: 0,
      result: {
        status: "held",
        rule: "business_hours",
        until: morning,
        reason: "Held until Mon 30 Mar, 09:00 in Berlin (business hours Mon–Fri 09:00–17:00)",
      },
    });
    expect(new Date(wallTime("Europe/Berlin", Date.parse(morning))).toISOString()).toBe(
      "2026-03-30T09:00:00.000Z",
    );
    clock.at("2026-03-30T06:59:50Z");
    expect(await turn(runId)).toBe(morning);
    expect(await messagesOf(workspaceId)).toEqual([]);
    clock.at(morning);
    expect(await turn(runId)).toBe("done");
    expect(await messagesOf(workspaceId)).toHaveLength(1);
    expect(await decisionsOf(workspaceId)).toMatchObject([
      { verdict: "hold", rule: "business_hours", value: "Mon–Fri 09:00–17:00 Europe/Berlin" },
      { verdict: "send", rule: "clear" },
    ]);
  });

  test("go by the workspace's clock where the flow says so, and by the contact's own zone where it is known", async () => {
    const workspaceId = await gatedWorkspace();
    await pool().query("update workspaces set timezone = 'America/New_York' where id = $1", [workspaceId]);
    await flow(workspaceId, office("workspace"));
    // Noon in Berlin, six in the morning in New York.
    expect(await turn(await start(workspaceId))).toBe("2026-05-04T13:00:00.000Z");
    const other = await gatedWorkspace();
    await flow(other, office("contact"));
    const runId = await start(other);
    await pool().query("update contacts set timezone = 'Asia/Tokyo' where workspace_id = $1", [other]);
    // 19:00 in Tokyo.
    expect(await turn(runId)).toBe("2026-05-05T00:00:00.000Z");
  });

  test("and quiet hours hold together: it leaves when both are over", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, { ...office("contact"), quiet_hours: { from: "20:00", to: "11:30" } });
    clock.at("2026-05-04T16:00:00Z");
    const runId = await start(workspaceId);
    expect(await turn(runId)).toBe("2026-05-05T09:30:00.000Z");
    clock.at("2026-05-05T09:30:00.000Z");
    expect(await turn(runId)).toBe("done");
  });
});

describe("a text at night is held until eight in the morning by the contact's clock", () => {
  // Nights in which the clocks change there, and zones that are half an hour, or a quarter, away from the others.
  test.each([
    ["Europe/London", "2026-03-28T23:30:00Z", "2026-03-29T07:00:00.000Z"],
    ["Europe/London", "2026-10-24T22:30:00Z", "2026-10-25T08:00:00.000Z"],
    ["America/New_York", "2026-03-08T04:30:00Z", "2026-03-08T12:00:00.000Z"],
    ["America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T13:00:00.000Z"],
    ["America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T13:00:00.000Z"],
    ["Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-04T21:30:00.000Z"],
    ["America/Santiago", "2026-09-06T03:30:00Z", "2026-09-06T11:00:00.000Z"],
    ["Asia/Kathmandu", "2026-05-04T16:00:00Z", "2026-05-05T02:15:00.000Z"],
    ["Pacific/Chatham", "2026-09-26T13:00:00Z", "2026-09-26T18:15:00.000Z"],
  ])("%s at %s: %s", async (zone, at, leaves) => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, {}, [
      {
        id: "text",
        type: "action",
        action_id: "send_sms",
        config: { to: "{{trigger.phone}}", message: "Hi" },
      },
    ]);
    clock.at(at);
    const runId = await start(workspaceId);
    await pool().query("update contacts set timezone = $2 where workspace_id = $1", [workspaceId, zone]);
    expect(await turn(runId)).toBe(leaves);
    expect(new Date(wallTime(zone, Date.parse(leaves))).toISOString()).toMatch(/T08:00:00/);
    clock.at(new Date(Date.parse(leaves) - 10_000).toISOString());
    expect(await turn(runId)).toBe(leaves);
    expect(await messagesOf(workspaceId)).toEqual([]);
    clock.at(leaves);
    expect(await turn(runId)).toBe("done");
    expect(await messagesOf(workspaceId)).toHaveLength(1);
  });
});

describe("stop on reply", () => {
  test.each(["email", "sms"] as const)(
    "an answer by %s ends the contact's runs, and no one else's",
    async (channel) => {
      const workspaceId = await gatedWorkspace();
      const { flowId } = await flow(workspaceId, { stop_on_reply: true }, [nap, email]);
      const own = await start(workspaceId);
      const other = await start(workspaceId, { email: "bob@example.com" });
      for (const id of [own, other]) await turn(id);
      await reply(workspaceId, channel);
      expect(await readRun(own)).toMatchObject({ status: "completed", reason: "exited: message.received" });
      expect(await readRun(other)).toMatchObject({ status: "waiting" });
      // The contact's page and the flow's figures say why nothing came.
      const { decisions } = await decisionsOfContact(
        workspaceId,
        await contactId(workspaceId, `email:${ANN.email}`),
        undefined,
      );
      expect(decisions).toMatchObject([
        {
          kind: "ended",
          reason: "message.received",
          runId: own,
          flow: { id: flowId },
          at: new Date("2026-05-04T10:00:00Z"),
        },
      ]);
      expect((await gateFigures(workspaceId, flowId)).ended).toEqual([
        { eventType: "message.received", runs: 1 },
      ]);
    },
  );

  test("is off unless the flow says so", async () => {
    const workspaceId = await gatedWorkspace();
    await flow(workspaceId, {}, [nap, email]);
    const runId = await start(workspaceId);
    await turn(runId);
    await reply(workspaceId, "sms");
    expect(await readRun(runId)).toMatchObject({ status: "waiting" });
  });

  test("a reply at the very moment of the message: sent before it, or not at all", async () => {
    for (let round = 0; round < 15; round++) {
      const workspaceId = await gatedWorkspace();
      await flow(workspaceId, { stop_on_reply: true });
      const runId = await start(workspaceId);
      await Promise.all([
        turn(runId),
        new Promise((resolve) => setTimeout(resolve, round % 5)).then(() => reply(workspaceId, "email")),
      ]);
      const sent = (await messagesOf(workspaceId)).length;
      const decided = (await decisionsOf(workspaceId)).filter(({ verdict }) => verdict === "send");
      expect(decided).toHaveLength(sent);
      if (sent === 0) expect(await readRun(runId)).toMatchObject({ reason: "exited: message.received" });
    }
  });
});

test("a contact's page tells of each rule with its value and time, the newest first, page by page", async () => {
  const workspaceId = await gatedWorkspace();
  const { flowId } = await flow(
    workspaceId,
    { reentry: "one_active_per_contact", cool_down: { value: 2, unit: "hours" }, max_runs_per_hour: 1 },
    [email],
  );
  await turn(await start(workspaceId));
  clock.at("2026-05-04T10:10:00Z");
  expect((await send(workspaceId, "lead.created", ANN)).notStarted).toMatchObject([
    { flowId, reason: "cool_down" },
  ]);
  const bob = { email: "bob@example.com" };
  await turn(await start(workspaceId, bob));
  const of = async (key: string) =>
    (await decisionsOfContact(workspaceId, await contactId(workspaceId, key), undefined)).decisions;
  expect(await of(`email:${ANN.email}`)).toMatchObject([
    { kind: "not_started", reason: "cool_down", value: "7200", at: new Date("2026-05-04T10:10:00Z") },
    { kind: "message", verdict: "send", rule: "clear", at: new Date("2026-05-04T10:00:00Z") },
  ]);
  expect(await of(`email:${bob.email}`)).toMatchObject([
    { kind: "waiting", reason: "hourly_limit", value: "1", flow: { id: flowId } },
  ]);
  for (let n = 0; n < 60; n++) {
    clock.at(new Date(Date.parse("2026-05-04T10:11:00Z") + n * 1000).toISOString());
    await send(workspaceId, "lead.created", ANN);
  }
  const id = await contactId(workspaceId, `email:${ANN.email}`);
  const first = await decisionsOfContact(workspaceId, id, undefined);
  expect(first.decisions).toHaveLength(50);
  const second = await decisionsOfContact(workspaceId, id, first.nextCursor ?? undefined);
  expect(second.nextCursor).toBeNull();
  expect(new Set([...first.decisions, ...second.decisions].map((each) => each.id)).size).toBe(62);
});

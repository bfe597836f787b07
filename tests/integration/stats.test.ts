import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, send, sendAnytime } from "./support/engine";

const log = { id: "a", type: "action", action_id: "log", config: { message: "{{trigger.message}}" } };

async function run(owner: Person, flowId: string, type: string, payload: Record<string, unknown>, at?: Date) {
  const { runs } = await send(owner.workspace.id, type, payload);
  const id = runs.find((each) => each.flowId === flowId)?.id ?? "";
  await drive(id, 0);
  if (at) await pool().query("update flow_executions set created_at = $2 where id = $1", [id, at]);
  return id;
}

describe("the figures of the home page", () => {
  it("count live runs by day in the workspace's time zone, beside the period before", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const zone = "Pacific/Kiritimati";
    await owner.caller.workspaces.update({ workspace, settings: { name: "Home", timezone: zone } });
    const { flowId } = await publish(owner.workspace.id, {
      name: "Log",
      trigger: { type: "event", event_types: ["a.b"] },
      steps: [log],
    });
    const midnight = DateTime.now().setZone(zone).startOf("day");

    await run(owner, flowId, "a.b", { message: "now" });
    await run(owner, flowId, "a.b", {});
    await run(
      owner,
      flowId,
      "a.b",
      { message: "just before midnight" },
      midnight.minus({ seconds: 1 }).toJSDate(),
    );
    await run(
      owner,
      flowId,
      "a.b",
      { message: "first of the period" },
      midnight.minus({ days: 6 }).toJSDate(),
    );
    await run(
      owner,
      flowId,
      "a.b",
      { message: "last before it" },
      midnight.minus({ days: 6, seconds: 1 }).toJSDate(),
    );
    await run(
      owner,
      flowId,
      "a.b",
      { message: "too long ago" },
      midnight.minus({ days: 13, seconds: 1 }).toJSDate(),
    );

    const stats = await owner.caller.stats.home({ workspace, days: 7 });
    const day = (days: number) => midnight.minus({ days }).toISODate();
    expect(stats.days.map((each) => each.day)).toEqual([6, 5, 4, 3, 2, 1, 0].map(day));
    expect(stats.days.map(({ runs }) => runs)).toEqual([1, 0, 0, 0, 0, 1, 2]);
    expect(stats.days.at(-1)).toMatchObject({ completed: 1, failed: 1 });
    expect(stats.previousDays.map(({ runs }) => runs)).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(stats.totals).toMatchObject({ runs: 4, completed: 3, failed: 1, successRate: 0.75 });
    expect(stats.previousTotals).toMatchObject({ runs: 1, successRate: 1 });
    expect(stats.flows).toEqual({ active: 1, total: 1, limit: 3 });
    expect(stats.open).toEqual({ queued: 0, running: 0, waiting: 0, held: 0 });
  });

  it("take tokens from the ledger: what was charged, and what the plan includes", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const email = {
      id: "mail",
      type: "action",
      action_id: "send_email",
      config: { to: "ann@example.com", subject: "Hi", body: "Hi" },
    };
    const { flowId } = await publish(owner.workspace.id, {
      name: "Mail",
      trigger: { type: "event", event_types: ["a.b"] },
      steps: [email],
    });
    await run(owner, flowId, "a.b", {});
    await run(owner, flowId, "a.b", {});
    const { tokens, totals, days } = await owner.caller.stats.home({ workspace });
    expect(totals.milliTokens).toBe(1_200);
    expect(days.at(-1)?.milliTokens).toBe(1_200);
    expect(tokens).toMatchObject({
      plan: "trial",
      usedMilliTokens: 1_200,
      reservedMilliTokens: 0,
      includedMilliTokens: 100_000,
      periodEndsAt: null,
    });
  });

  it("show what is under way", async () => {
    const owner = await newPerson();
    const wait = { id: "w", type: "delay", for: { value: 1, unit: "hours" } };
    const { flowId } = await publish(owner.workspace.id, {
      name: "Wait",
      trigger: { type: "event", event_types: ["a.b"] },
      steps: [wait],
    });
    await run(owner, flowId, "a.b", {});
    await send(owner.workspace.id, "a.b", {});
    const { open } = await owner.caller.stats.home({ workspace: owner.workspace.slug });
    expect(open).toEqual({ queued: 1, running: 0, waiting: 1, held: 0 });
  });
});

describe("the Outbox", () => {
  it("lists what was sent, finds it by its words, and shows it whole with its flow", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    await sendAnytime(owner.workspace.id);
    const body = `Dear {{trigger.name}}, ${"long ".repeat(100)}`;
    const email = {
      id: "mail",
      type: "action",
      action_id: "send_email",
      config: { to: "{{trigger.email}}", subject: "Offer for {{trigger.name}}", body },
    };
    const sms = {
      id: "sms",
      type: "action",
      action_id: "send_sms",
      config: { to: "+14155550100", message: "100% off" },
    };
    const { flowId } = await publish(owner.workspace.id, {
      name: "Offers",
      trigger: { type: "event", event_types: ["a.b"] },
      steps: [email, sms],
    });
    for (const name of ["Ann", "Bob"])
      await run(owner, flowId, "a.b", { name, email: `${name}@example.com` });

    const found = async (filter: object) =>
      (await owner.caller.messages.list({ workspace, ...filter })).messages;
    expect((await found({})).map(({ channel }) => channel).sort()).toEqual(["email", "email", "sms", "sms"]);
    expect((await found({ channel: "sms", q: "100%" })).length).toBe(2);
    expect(await found({ q: "0%o" })).toEqual([]);
    const [message, ...others] = await found({ q: "offer for ann" });
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      toAddress: "ann@example.com",
      flowName: "Offers",
      status: "delivered",
      via: "sandbox",
    });
    expect(message?.preview).toHaveLength(160);
    const whole = await owner.caller.messages.get({ workspace, messageId: message?.id ?? "" });
    expect(whole).toMatchObject({
      flow: { id: flowId, name: "Offers" },
      contact: { name: "Ann" },
      stepId: "mail",
    });
    expect(whole.body.length).toBeGreaterThan(400);

    const first = await owner.caller.messages.list({ workspace, limit: 3 });
    const second = await owner.caller.messages.list({ workspace, limit: 3, cursor: first.nextCursor });
    expect([...first.messages, ...second.messages].map(({ id }) => id)).toEqual(
      (await found({})).map(({ id }) => id),
    );
    expect(second.nextCursor).toBeNull();
  });
});

describe("an event", () => {
  it("is read with its payload, also a large one", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const payload = { email: "Ann@Example.com", note: "x".repeat(10_000) };
    const { eventId } = await send(owner.workspace.id, "payment_received", payload, { externalId: "evt_1" });
    expect(await owner.caller.events.get({ workspace, eventId })).toMatchObject({
      ...{ type: "payment.received", rawType: "payment_received", source: "api", externalId: "evt_1" },
      ...{ subject: "email:ann@example.com", payload },
    });
  });
});

import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { contactFromPayload } from "@/server/domain/contact-key";
import type { WorkspaceId } from "@/server/domain/workspace";
import { consentOf } from "@/server/records/consent";
import { upsertContact } from "@/server/records/contact";
import { sendSandboxMessage } from "@/server/records/message";
import { type IncomingMessage, receiveMessage } from "@/server/records/receive-message";
import { drive, makeWorkspace, publish, readRun, send } from "./support/engine";

const receive = (workspaceId: WorkspaceId, message: Partial<IncomingMessage> & { body: string }) =>
  inTransaction((tx) =>
    receiveMessage(tx, workspaceId, { channel: "sms", from: "+14155550100", ...message }, { source: "api" }),
  );

async function contactWithSms() {
  const workspaceId = await makeWorkspace();
  const { id: contactId } = await inTransaction((tx) =>
    upsertContact(tx, workspaceId, {
      identity: contactFromPayload({
        name: "Ada",
        phone: "+14155550100",
        email: "ada@example.com",
        customer_id: "c1",
      }),
    }),
  );
  const sent = await sendSandboxMessage(pool(), workspaceId, {
    channel: "sms",
    to: "+14155550100",
    from: "+15005550006",
    body: "Are you coming?",
    contactId,
    sendKey: newId(),
  });
  return { workspaceId, contactId, sent };
}

const messages = async (workspaceId: WorkspaceId, direction: string) =>
  (
    await pool().query(
      "select * from messages where workspace_id = $1 and direction = $2 order by created_at, id",
      [workspaceId, direction],
    )
  ).rows;
const events = async (workspaceId: WorkspaceId) =>
  (
    await pool().query(
      "select e.type, coalesce(e.payload, p.body) as payload from events e left join payloads p on p.id = e.payload_id where e.workspace_id = $1 order by e.id",
      [workspaceId],
    )
  ).rows;
const states = async (workspaceId: WorkspaceId, contactId: string) => {
  const { email, sms, call } = await consentOf(pool(), workspaceId, contactId);
  return [email.state, sms.state, call.state];
};

describe("a reply", () => {
  test("is kept beside what it answers, with its mood, and is an event of the contact", async () => {
    const { workspaceId, contactId, sent } = await contactWithSms();
    const received = await receive(workspaceId, { body: "Yes, thank you, that is great!" });
    expect(received).toMatchObject({ contactId, duplicate: false, sentiment: "positive", intent: null });
    expect(await messages(workspaceId, "in")).toMatchObject([
      {
        id: received.id,
        state: "received",
        from_address: "+14155550100",
        to_address: "+15005550006",
        in_reply_to: sent.id,
        contact_id: contactId,
        sentiment: "positive",
      },
    ]);
    const told = (await events(workspaceId)).find(({ type }) => type === "message.received");
    expect(told.payload).toMatchObject({
      message_id: received.id,
      channel: "sms",
      from: "+14155550100",
      body: "Yes, thank you, that is great!",
      in_reply_to: sent.id,
      sentiment: "positive",
      sentiment_by: "rule-based",
      intent: null,
      customer_id: "c1",
      email: "ada@example.com",
    });
    const { rows } = await pool().query("select last_sentiment from contacts where id = $1", [contactId]);
    expect(rows).toEqual([{ last_sentiment: "positive" }]);
  });

  test("told twice under one id is kept once and starts nothing again", async () => {
    const { workspaceId } = await contactWithSms();
    const first = await receive(workspaceId, { body: "ok", externalId: "SM1" });
    const again = await receive(workspaceId, { body: "ok", externalId: "SM1" });
    expect(again).toMatchObject({ id: first.id, duplicate: true, runs: [] });
    expect(await messages(workspaceId, "in")).toHaveLength(1);
    expect((await events(workspaceId)).filter(({ type }) => type === "message.received")).toHaveLength(1);
  });

  test("of a stranger makes a contact; what has no address is refused", async () => {
    const workspaceId = await makeWorkspace();
    const { contactId } = await receive(workspaceId, {
      channel: "email",
      from: "New@Example.com",
      body: "Hello",
    });
    const { rows } = await pool().query("select email from contacts where id = $1", [contactId]);
    expect(rows).toEqual([{ email: "new@example.com" }]);
    await expect(receive(workspaceId, { from: "somebody", body: "Hello" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("from another address of the same person counts as theirs when it names what it answers", async () => {
    const { workspaceId, contactId, sent } = await contactWithSms();
    const received = await receive(workspaceId, {
      from: "+14155550199",
      inReplyTo: sent.id,
      body: "It is me",
    });
    expect(received.contactId).toBe(contactId);
    const other = await makeWorkspace();
    const stranger = await receive(other, { from: "+14155550199", inReplyTo: sent.id, body: "It is me" });
    expect(stranger.contactId).not.toBe(contactId);
  });

  test("ends the wait of a flow", async () => {
    const workspaceId = await makeWorkspace();
    await publish(workspaceId, {
      name: "Ask",
      status: "active",
      definition: {
        trigger: { type: "event", event_types: ["customer.created"] },
        steps: [
          { id: "ask", type: "action", action_type: "log", config: { message: "asked" } },
          {
            id: "wait",
            type: "wait_for_event",
            event_types: ["message.received"],
            timeout: { value: 1, unit: "days" },
          },
        ],
      },
    });
    const { runs } = await send(workspaceId, "customer.created", { phone: "+14155550100" });
    const runId = runs[0]?.id ?? "";
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "waiting" });
    await receive(workspaceId, { body: "I do" });
    await drive(runId);
    expect((await readRun(runId)).steps.wait).toMatchObject({ status: "succeeded", outlet: "event" });
  });
});

describe("STOP", () => {
  test("closes every channel at once and is confirmed once", async () => {
    const { workspaceId, contactId } = await contactWithSms();
    expect(await receive(workspaceId, { body: "Please stop texting me" })).toMatchObject({
      intent: "stop",
      sentiment: null,
    });
    expect(await states(workspaceId, contactId)).toEqual(["denied", "denied", "denied"]);
    const answers = () => messages(workspaceId, "out").then((all) => all.slice(1));
    expect(await answers()).toMatchObject([
      {
        to_address: "+14155550100",
        state: "delivered",
        segments: 1,
        body: expect.stringContaining("unsubscribed"),
      },
    ]);
    await receive(workspaceId, { body: "STOP" });
    expect(await answers()).toHaveLength(1);
    const { rows } = await pool().query("select last_sentiment from contacts where id = $1", [contactId]);
    expect(rows).toEqual([{ last_sentiment: null }]);
  });

  test("START opens the channel it came by, and no other", async () => {
    const { workspaceId, contactId } = await contactWithSms();
    await receive(workspaceId, { body: "STOP" });
    expect(await receive(workspaceId, { body: "START" })).toMatchObject({ intent: "start" });
    expect(await states(workspaceId, contactId)).toEqual(["denied", "granted", "denied"]);
  });

  test("HELP is answered and changes nothing", async () => {
    const { workspaceId, contactId } = await contactWithSms();
    await receive(workspaceId, { body: "HELP" });
    expect(await states(workspaceId, contactId)).toEqual(["unknown", "unknown", "unknown"]);
    expect((await messages(workspaceId, "out")).at(-1)?.body).toMatch(/Reply STOP/);
  });

  test("waits for whoever holds the contact, and is there for the next", async () => {
    const { workspaceId, contactId } = await contactWithSms();
    let stopped: Promise<unknown> = Promise.resolve();
    await inTransaction(async (tx) => {
      await tx.query("select 1 from contacts where id = $1 for no key update", [contactId]);
      stopped = receive(workspaceId, { body: "STOP" });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await states(workspaceId, contactId)).toEqual(["unknown", "unknown", "unknown"]);
    });
    await stopped;
    expect(await states(workspaceId, contactId)).toEqual(["denied", "denied", "denied"]);
  });
});

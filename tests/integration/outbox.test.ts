/** What one does in the Outbox in the place of a contact, and what is seen there. */
import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/server/db/pool";
import { setAnnouncer } from "@/server/engine/announce";
import { runDirect } from "@/server/engine/direct-run";
import { newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { drive, publish, readRun, send, sendAnytime } from "./support/engine";

setAnnouncer(async () => {});

let owner: Person;
beforeEach(async () => {
  owner = await newPerson("Olga");
  await sendAnytime(owner.workspace.id);
});

const here = () => ({ workspace: owner.workspace.slug });
const act = async (actionType: string, payload: Record<string, unknown>) => {
  const done = await runDirect(owner.workspace.id, { actionType, payload, cause: { source: "api" } });
  if (!done.ok) throw new Error(done.error.message);
};
const list = async () => (await owner.caller.messages.list(here())).messages;
const events = async (type: string) =>
  (
    await pool().query<{ payload: Record<string, unknown> }>(
      "select payload from events where workspace_id = $1 and type = $2 order by id",
      [owner.workspace.id, type],
    )
  ).rows.map(({ payload }) => payload);

describe("an email of the sandbox", () => {
  const body = "Look at https://example.com/offer and https://example.com/other.";
  const sendOne = async () => {
    await send(owner.workspace.id, "customer.created", { email: "ada@example.com" });
    await act("send_email", { to: "ada@example.com", subject: "Offer", body });
    return (await list())[0]?.id ?? "";
  };

  test("is opened once, and each link that is followed is told", async () => {
    const messageId = await sendOne();
    const react = (reaction: Parameters<typeof owner.caller.messages.react>[0]["reaction"]) =>
      owner.caller.messages.react({ ...here(), reaction });
    expect(await owner.caller.messages.get({ ...here(), messageId })).toMatchObject({
      reactable: true,
      links: ["https://example.com/offer", "https://example.com/other"],
    });
    const opens = await Promise.all([1, 2, 3].map(() => react({ messageId, reaction: "opened" })));
    expect(opens.filter(({ changed }) => changed)).toHaveLength(1);
    for (const url of ["https://example.com/offer", "https://example.com/other"])
      await react({ messageId, reaction: "clicked", url });
    expect(await react({ messageId, reaction: "opened" })).toEqual({ changed: false });
    expect(await events("email.opened")).toMatchObject([
      { message_id: messageId, email: "ada@example.com", subject: "Offer" },
    ]);
    expect(await events("email.clicked")).toMatchObject([
      { url: "https://example.com/offer" },
      { url: "https://example.com/other" },
    ]);
    expect(await owner.caller.messages.get({ ...here(), messageId })).toMatchObject({
      ...{ state: "clicked", openedAt: expect.any(Date), clickedAt: expect.any(Date) },
    });
  });

  test("has no links but its own", async () => {
    const messageId = await sendOne();
    const url = "https://evil.example.com";
    expect(
      await refusalOf(
        owner.caller.messages.react({ ...here(), reaction: { messageId, reaction: "clicked", url } }),
      ),
    ).toMatchObject({ code: "invalid", message: expect.stringMatching(/no such link/) });
  });

  test("that really left is opened by its contact alone; an SMS is not opened", async () => {
    const messageId = await sendOne();
    await pool().query("update messages set via = 'smtp' where id = $1", [messageId]);
    const open = (id: string) =>
      owner.caller.messages.react({ ...here(), reaction: { messageId: id, reaction: "opened" } });
    expect(await refusalOf(open(messageId))).toMatchObject({ code: "conflict" });
    expect(await owner.caller.messages.get({ ...here(), messageId })).toMatchObject({ reactable: false });
    await act("send_sms", { to: "+14155550100", message: "Hi" });
    const sms = (await list()).find(({ channel }) => channel === "sms");
    expect(await refusalOf(open(sms?.id ?? ""))).toMatchObject({ code: "conflict" });
  });
});

describe("a call of the sandbox", () => {
  test("rings in the list until it is answered there; then its run goes on", async () => {
    await publish(owner.workspace.id, {
      name: "Call",
      trigger: { type: "event", event_types: ["customer.created"] },
      steps: [
        {
          ...{ id: "call", type: "action", action_type: "make_call" },
          config: { to: "{{trigger.phone}}", script: "Hello", purpose: "transactional" },
        },
      ],
    });
    const payload = { email: "ada@example.com", phone: "+14155550100", name: "Ada" };
    const { runs } = await send(owner.workspace.id, "customer.created", payload);
    const runId = runs[0]?.id ?? "";
    await drive(runId);
    const [message] = await list();
    expect(message).toMatchObject({ channel: "call", callStatus: "ringing", contactName: "Ada" });
    const messageId = message?.id ?? "";
    const end = { status: "completed" as const, seconds: 94, transcript: "I am not happy with this" };
    await owner.caller.calls.answer({ ...here(), messageId, ...end });
    expect(await refusalOf(owner.caller.calls.answer({ ...here(), messageId, ...end }))).toMatchObject({
      code: "conflict",
    });
    expect((await list())[0]).toMatchObject({ callStatus: "completed" });
    expect(await owner.caller.messages.get({ ...here(), messageId })).toMatchObject({
      call: { status: "completed", seconds: 94, transcript: end.transcript },
    });
    await drive(runId);
    expect((await readRun(runId)).steps.call?.result).toMatchObject({ minutes: 2 });
    expect(await events("call.analyzed")).toMatchObject([
      { sentiment: "negative", sentiment_by: "rule-based", transcript: end.transcript },
    ]);
  });
});

test("calendar entries and Slack posts of the sandbox are seen, and found by channel", async () => {
  await act("google_calendar.create_event", {
    ...{ title: "Fitting", starts_at: "2026-03-12T15:00:00Z", minutes: 45 },
    ...{ attendees: "ada@example.com", location: "Shop" },
  });
  await act("slack.post_message", { channel: "#sales", message: "A new order" });
  expect(await list()).toMatchObject([
    { channel: "slack", toAddress: "#sales", preview: "A new order", state: "delivered" },
    { channel: "calendar", toAddress: "ada@example.com", subject: "Fitting", state: "delivered" },
  ]);
  const { messages } = await owner.caller.messages.list({ ...here(), channel: "calendar" });
  expect(messages).toHaveLength(1);
  // Told in the workspace's own time, Europe/Berlin.
  expect(messages[0]?.preview).toMatch(/Thu, Mar 12, 2026, 4:00\s–\s4:45\sPM Europe\/Berlin/);
  expect(messages[0]?.preview).toContain("Shop");
});

/** Telling people something over the API. */
import { beforeEach, describe, expect, test } from "vitest";
import * as emailRoute from "@/app/api/notifications/email/route";
import * as notifyRoute from "@/app/api/notifications/route";
import * as smsRoute from "@/app/api/notifications/sms/route";
import { pool } from "@/server/db/pool";
import { setAnnouncer } from "@/server/engine/announce";
import { newMember } from "../fixtures/people";
import { runsOf, usageOf } from "../integration/support/engine";
import { leaveTokens } from "../integration/support/leave-tokens";
import { newDemoLike } from "./support/demo-like";
import { call, type Handlers, type KeyHolder } from "./support/rest";

setAnnouncer(async () => {});

let holder: KeyHolder;
beforeEach(async () => {
  holder = await newDemoLike(["actions:run"]);
});

const here = () => holder.person.workspace.id;
const post = (route: Handlers, body: unknown, headers = {}) =>
  call(route, { headers: { ...holder.bearer, ...headers }, body });

async function outbox() {
  const { rows } = await pool().query(
    "select channel, to_address, subject, body from messages where workspace_id = $1 order by id",
    [here()],
  );
  return rows;
}

describe("/api/notifications", () => {
  test("tells everyone in the workspace, or one of them", async () => {
    const other = await newMember(holder.person, "viewer");
    const all = await post(notifyRoute, { message: "Product created successfully" });
    expect(all).toMatchObject({ status: 201, body: { status: "sent", channel: "in_app", recipients: 2 } });
    const one = await post(notifyRoute, {
      message: "Just you",
      title: "Hello",
      to: other.email,
      link: "/w/x/tasks",
    });
    expect(one).toMatchObject({ status: 201, body: { recipients: 1 } });
    const { workspace } = holder.person;
    const mine = await holder.person.caller.notifications.list({ workspace: workspace.slug });
    expect(mine.notifications).toMatchObject([
      { title: "Product created successfully", body: "", readAt: null },
    ]);
    const theirs = { workspace: workspace.slug };
    const listed = await other.caller.notifications.list(theirs);
    expect(listed.notifications.map(({ title }) => title)).toEqual(["Hello", "Product created successfully"]);
    const [newest] = listed.notifications;
    expect(await other.caller.notifications.unread(theirs)).toBe(2);
    await other.caller.notifications.markRead({ ...theirs, id: newest?.id ?? "" });
    expect(await other.caller.notifications.unread(theirs)).toBe(1);
    await other.caller.notifications.markRead({ ...theirs, until: new Date() });
    expect(await other.caller.notifications.unread(theirs)).toBe(0);
    expect(await holder.person.caller.notifications.unread(theirs)).toBe(1);
  });

  test("goes the way of the channel, and is charged as that", async () => {
    expect(
      await post(notifyRoute, { message: "Product created successfully", channel: "slack" }),
    ).toMatchObject({
      status: 201,
      body: { channel: "#general", via: "sandbox" },
    });
    expect(
      await post(notifyRoute, { message: "Line\nand line", channel: "EMAIL", to: "ada@example.com" }),
    ).toMatchObject({ status: 201 });
    expect(await outbox()).toEqual([
      { channel: "slack", to_address: "#general", subject: "", body: "Product created successfully" },
      { channel: "email", to_address: "ada@example.com", subject: "Line", body: "Line\nand line" },
    ]);
    expect(await usageOf(here())).toMatchObject([{ kind: "email_sent" }]);
  });

  test.each([
    ["an unknown channel", { message: "x", channel: "fax" }, /in_app, email, sms or slack/],
    ["no message", {}, /message/],
    ["a stranger", { message: "x", to: "nobody@example.com" }, /nobody@example.com is no member/],
  ])("%s is refused with the way out", async (_, body, detail) => {
    const answer = await post(notifyRoute, body);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatch(detail);
    expect(await outbox()).toEqual([]);
  });
});

describe("/api/notifications/email", () => {
  test("sends an email once per key, as a run that is metered", async () => {
    const send = () =>
      post(emailRoute, { to: "ada@example.com", subject: "Hello", body: "Ada" }, { "idempotency-key": "k" });
    const first = await send();
    expect(first).toMatchObject({ status: 201, body: { status: "sent", to: "ada@example.com" } });
    expect((await send()).text).toBe(first.text);
    expect(await outbox()).toHaveLength(1);
    expect(await runsOf(here())).toMatchObject([{ status: "completed" }]);
  });

  test("is refused with 402 when the tokens are used up, 422 for an address that is none", async () => {
    expect((await post(emailRoute, { to: "nobody", subject: "x" })).status).toBe(422);
    await leaveTokens(here(), 0);
    const answer = await post(emailRoute, { to: "ada@example.com", subject: "x" });
    expect(answer).toMatchObject({
      status: 402,
      body: { detail: "Out of tokens. Please upgrade or enable overage." },
    });
    expect(await outbox()).toEqual([]);
  });
});

test("/api/notifications/sms obeys the rules of sending: to a stranger nothing goes out, and that is said", async () => {
  const answer = await post(smsRoute, { to: "+14155550100", message: "Hello" });
  expect(answer).toMatchObject({ status: 201, body: { status: "skipped", reason: expect.any(String) } });
  expect(await outbox()).toEqual([]);
  expect(await usageOf(here())).toEqual([]);
});

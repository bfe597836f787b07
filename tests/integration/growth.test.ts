/** Surveys, discounts, referral codes, calendar entries: done as single actions, against the real database. */
import { beforeEach, describe, expect, test } from "vitest";
import * as surveyRoute from "@/app/s/[token]/route";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { setAnnouncer } from "@/server/engine/announce";
import { runDirect } from "@/server/engine/direct-run";
import { makeWorkspace, send, usageOf } from "./support/engine";

setAnnouncer(async () => {});

let workspaceId: WorkspaceId;
beforeEach(async () => {
  workspaceId = await makeWorkspace();
  await send(workspaceId, "customer.created", { email: "ada@example.com", name: "Ada Lovelace" });
});

async function act(actionType: string, payload: Record<string, unknown>): Promise<Record<string, unknown>> {
  const done = await runDirect(workspaceId, { actionType, payload, cause: { source: "api" } });
  if (!done.ok) throw new Error(done.error.message);
  return { ...(typeof done.data === "object" && done.data) };
}

describe("a survey", () => {
  const ask = async () => {
    const { url } = await act("send_survey", { to: "ada@example.com", question: "How was <b>it</b>?" });
    return String(url).replace(/^.*\/s\//, "");
  };
  const open = (token: string) =>
    surveyRoute.GET(new Request(`http://localhost/s/${token}`), { params: Promise.resolve({ token }) });
  const answer = (token: string, fields: Record<string, string>) =>
    surveyRoute.POST(
      new Request(`http://localhost/s/${token}`, { method: "POST", body: new URLSearchParams(fields) }),
      { params: Promise.resolve({ token }) },
    );
  const answers = async () =>
    (
      await pool().query("select rating, comment from survey_responses where workspace_id = $1", [
        workspaceId,
      ])
    ).rows;

  test("is an email with a link of its own, which is metered once", async () => {
    const token = await ask();
    const { rows } = await pool().query("select to_address, body from messages where workspace_id = $1", [
      workspaceId,
    ]);
    expect(rows).toMatchObject([
      { to_address: "ada@example.com", body: expect.stringContaining(`/s/${token}`) },
    ]);
    expect(await usageOf(workspaceId)).toMatchObject([{ kind: "email_sent", amount: 100 }]);
  });

  test("is not answered by opening it, however often", async () => {
    const token = await ask();
    for (let time = 0; time < 3; time++) {
      const page = await open(token);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("How was &#60;b&#62;it");
    }
    expect(await answers()).toEqual([]);
  });

  test("takes one answer, of many at once, with one event about its contact", async () => {
    const token = await ask();
    expect((await answer(token, {})).status).toBe(422);
    expect((await answer(token, { rating: "6" })).status).toBe(422);
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map((rating) => answer(token, { rating: String(rating), comment: "ok" })),
    );
    const texts = await Promise.all(pages.map((page) => page.text()));
    expect(texts.filter((text) => text.includes("<h1>Thank you</h1>"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("answered already"))).toHaveLength(4);
    const [kept, ...others] = await answers();
    expect(others).toEqual([]);
    const { rows } = await pool().query(
      "select payload, contact_id from events where workspace_id = $1 and type = 'survey.answered'",
      [workspaceId],
    );
    expect(rows).toMatchObject([
      { payload: { rating: kept.rating, email: "ada@example.com" }, contact_id: expect.any(String) },
    ]);
    expect(await (await open(token)).text()).toContain("answered already");
  });

  test("of an address that never was one is not found", async () => {
    expect((await open("nothing")).status).toBe(404);
    expect((await answer("nothing", { rating: "5" })).status).toBe(404);
  });

  test("as a link alone sends and costs nothing", async () => {
    expect(await act("send_survey", { channel: "link" })).toMatchObject({ status: "ready", channel: "link" });
    expect(await usageOf(workspaceId)).toEqual([]);
  });
});

test("a discount code is one contact's, and never the same twice", async () => {
  const made = await Promise.all(
    Array.from({ length: 20 }, () => act("offer_discount", { percent: "10", email: "ada@example.com" })),
  );
  expect(new Set(made.map(({ code }) => code)).size).toBe(20);
  expect(made[0]).toMatchObject({
    code: expect.stringMatching(/^SAVE-[A-Z2-9]{8}$/),
    percent: 10,
    currency: null,
  });
  await act("offer_discount", { amount: 9.99, currency: "EUR", prefix: "spring!" });
  const { rows } = await pool().query(
    "select kind, value, currency, code, contact_id from discount_codes where workspace_id = $1 order by id desc limit 1",
    [workspaceId],
  );
  expect(rows).toMatchObject([
    { kind: "amount", value: 999, currency: "eur", code: expect.stringMatching(/^SPRING-/) },
  ]);
  await act("offer_discount", { percent: 5, contact: "ada@example.com" });
  const owned = await pool().query(
    "select c.email from discount_codes d join contacts c on c.id = d.contact_id where d.workspace_id = $1 order by d.id desc limit 1",
    [workspaceId],
  );
  expect(owned.rows).toEqual([{ email: "ada@example.com" }]);
  await expect(act("offer_discount", {})).rejects.toThrow(/either a percentage or an amount/);
  await expect(act("offer_discount", { percent: 5, amount: 5 })).rejects.toThrow(/either/);
});

test("a contact has one referral code, with the reward of the template", async () => {
  const reward = { kind: "credit", amount: 50, currency: "usd" };
  const first = await act("create_referral_code", { contact: "ada@example.com", reward });
  expect(first).toMatchObject({ created: true, code: expect.stringMatching(/^ADA-/), reward });
  const second = await act("create_referral_code", {
    contact: "ada@example.com",
    reward: { ...reward, amount: 75 },
  });
  expect(second).toMatchObject({ created: false, code: first.code });
  const { rows } = await pool().query("select reward_amount from referral_codes where workspace_id = $1", [
    workspaceId,
  ]);
  expect(rows).toEqual([{ reward_amount: 7500 }]);
  await expect(act("create_referral_code", { reward })).rejects.toThrow(/no contact/);
});

test("a calendar entry in the sandbox", async () => {
  expect(
    await act("google_calendar.create_event", {
      title: "Call",
      starts_at: "2026-03-12T15:00:00Z",
      attendees: "Ada@example.com, b@example.com",
    }),
  ).toMatchObject({
    starts_at: "2026-03-12T15:00:00.000Z",
    ends_at: "2026-03-12T15:30:00.000Z",
    attendees: ["ada@example.com", "b@example.com"],
    via: "sandbox",
  });
  await expect(act("google_calendar.create_event", { title: "Call", starts_at: "soon" })).rejects.toThrow(
    /“soon” is no time/,
  );
});

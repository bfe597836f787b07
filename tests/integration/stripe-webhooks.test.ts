/** A workspace follows its subscription, whatever becomes of the events that tell of it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { POST as postThin } from "@/app/api/stripe/thin/route";
import { GET, POST } from "@/app/api/stripe/webhook/route";
import { stripeCatalogue } from "@/server/billing/stripe-catalogue";
import { cancelSubscription } from "@/server/billing/subscription/cancel-subscription";
import { choosePlan } from "@/server/billing/subscription/choose-plan";
import { syncCustomer } from "@/server/billing/sync-customer";
import { syncDueCustomers } from "@/server/billing/sync-due-customers";
import { forgetEvents } from "@/server/billing/webhooks/forget-events";
import { handleWaitingEvents } from "@/server/billing/webhooks/handle-waiting-events";
import { takeWebhook } from "@/server/billing/webhooks/take-webhook";
import { inTransaction, pool } from "@/server/db/pool";
import type { PlanKey } from "@/server/domain/plans";
import { completeEnvironment } from "@/server/env";
import { refreshAllowance } from "@/server/records/allowance";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { signatureHeader } from "../stripe/stand-in/webhooks/signature";
import { mailByOperator } from "./support/mail-by-operator";
import { startMailServer } from "./support/mail-server";
import { openStripe, type StripeAccount, untilHandled } from "./support/stripe-account";

const START = new Date("2026-11-10T10:00:00.000Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let account: StripeAccount;
let owner: Person;

beforeEach(async () => {
  account = await openStripe(START);
  owner = await newPerson("Olga");
});
afterEach(async () => {
  await account.close();
  await pool().query("delete from stripe_events");
  await pool().query("update billing_accounts set sync_due_at = 'infinity'");
});

type Told = { title: string; body: string; link: string };

async function workspace(id = owner.workspace.id) {
  const { rows } = await pool().query<{
    plan: PlanKey;
    status: string;
    anchor: Date;
    granted: PlanKey | null;
    pending: PlanKey | null;
    pastDueSince: Date | null;
    cancelAt: Date | null;
  }>(
    `select workspace.plan, billing_status as status, billing_anchor as anchor, granted_plan as granted, pending_plan as pending,
       past_due_since as "pastDueSince", cancel_at as "cancelAt"
     from workspaces workspace left join billing_accounts on workspace_id = workspace.id where workspace.id = $1`,
    [id],
  );
  if (!rows[0]) throw new Error("There is no such workspace");
  return rows[0];
}

async function limit(): Promise<number> {
  const { rows } = await pool().query<{ limit: number }>(
    `select "limit"::float8 as limit from quota_accounts where workspace_id = $1 and closed_at is null order by starts_at desc limit 1`,
    [owner.workspace.id],
  );
  return rows[0]?.limit ?? 0;
}

async function told(who: Person = owner): Promise<Told[]> {
  const { rows } = await pool().query<Told>(
    "select title, body, link from notifications where workspace_id = $1 and user_id = $2 order by id",
    [owner.workspace.id, who.id],
  );
  return rows;
}

async function audited(): Promise<{ action: string; before: string; after: string }[]> {
  const { rows } = await pool().query<{ action: string; before: string; after: string }>(
    `select action, details->>'before' as before, details->>'after' as after from audit_entries
     where workspace_id = $1 and actor_name = 'Stripe' order by created_at, id`,
    [owner.workspace.id],
  );
  return rows;
}

async function events() {
  const { rows } = await pool().query<{
    id: string;
    type: string;
    handled: boolean;
    note: string;
    deliveries: number;
    attempts: number;
  }>(
    "select id, type, handled_at is not null as handled, note, deliveries, attempts from stripe_events order by received_at, id",
  );
  return rows;
}

const buy = (plan: "starter" | "professional" | "enterprise" = "starter") =>
  account.buy(owner.workspace.id, plan);
const by = () => ({
  workspaceId: owner.workspace.id,
  name: owner.workspace.name,
  actor: { type: "user" as const, id: owner.id, name: "Olga" },
});

const post = (body: string, signature?: string, to = POST) =>
  to(
    new Request("http://localhost/api/stripe/webhook", {
      method: "POST",
      body,
      headers: signature === undefined ? {} : { "stripe-signature": signature },
    }),
  );
const event = (more: Record<string, unknown> = {}) =>
  JSON.stringify({
    ...{ id: "evt_made_up", object: "event", type: "customer.created", created: 1_762_000_000 },
    ...{ livemode: false, data: { object: { object: "customer", id: "cus_made_up" } }, ...more },
  });
const sign = (body: string, secret = account.standIn.webhookSecret) => signatureHeader(body, secret);

describe("a purchase", () => {
  test("gives the plan and its tokens with the paid invoice, and says so once", async () => {
    await buy();
    expect(await workspace()).toMatchObject({
      plan: "starter",
      status: "ok",
      anchor: START,
      granted: "starter",
    });
    expect(await limit()).toBe(1_000_000);
    expect(await audited()).toEqual([{ action: "plan.changed", before: "trial", after: "starter" }]);
    expect((await events()).every(({ handled }) => handled)).toBe(true);
  });

  test("gives nothing while its first invoice is not paid", async () => {
    const customer = await account.buy(owner.workspace.id, "starter", "declined");
    await syncCustomer(customer);
    expect(await workspace()).toMatchObject({ plan: "trial", granted: null });
    const { prices } = await stripeCatalogue();
    await account.client.subscriptions.create({
      customer,
      items: [{ price: prices.starter.flat, quantity: 1 }, { price: prices.starter.overage }],
      payment_behavior: "default_incomplete",
    });
    await syncCustomer(customer);
    expect(await account.subscriptionOf(customer)).toMatchObject({ status: "incomplete" });
    expect(await workspace()).toMatchObject({ plan: "trial", granted: null });
    expect(await audited()).toEqual([]);
  });

  test("comes to the same in any order, twice, all at once, and again from long ago", async () => {
    account.standIn.deliveries.hold();
    account.standIn.deliveries.duplicate(2);
    await buy();
    expect(account.standIn.deliveries.heldBack).toBeGreaterThan(3);
    await account.standIn.deliveries.release({ order: "reversed", together: true });
    await untilHandled();
    expect(await workspace()).toMatchObject({ plan: "starter", anchor: START });
    await account.standIn.deliveries.replay();
    expect(await limit()).toBe(1_000_000);
    expect(await audited()).toEqual([{ action: "plan.changed", before: "trial", after: "starter" }]);
    expect((await events()).every(({ deliveries }) => deliveries === 3)).toBe(true);
  });

  test("is found without any event, by asking", async () => {
    account.standIn.deliveries.hold();
    await buy("professional");
    expect(await workspace()).toMatchObject({ plan: "trial" });
    await pool().query("update billing_accounts set sync_due_at = $1 where workspace_id = $2", [
      START,
      owner.workspace.id,
    ]);
    expect(await syncDueCustomers()).toBe(1);
    expect(await workspace()).toMatchObject({ plan: "professional" });
    expect(await syncDueCustomers()).toBe(0);
  });

  test("of one workspace concerns no other, and an unknown customer nobody", async () => {
    const other = await newPerson("Otto");
    await buy();
    await account.client.customers.create({ name: "Of another shop" });
    await account.standIn.deliveries.settled();
    expect(await workspace(other.workspace.id)).toMatchObject({ plan: "trial", granted: null });
    expect((await events()).filter(({ note }) => note === "no workspace has this customer").length).toBe(1);
  });
});

describe("a change of plan", () => {
  test("to a larger one gives its tokens when its invoice is paid, and keeps the period", async () => {
    await buy();
    await account.standIn.clock.advance(10 * DAY);
    await choosePlan(by(), { plan: "professional" });
    expect(await workspace()).toMatchObject({ plan: "professional", anchor: START, granted: "professional" });
    expect(await limit()).toBe(5_000_000);
    expect((await audited()).at(-1)).toEqual({
      action: "plan.changed",
      before: "starter",
      after: "professional",
    });
  });

  test("to a larger one that cannot be paid gives nothing, and costs nothing", async () => {
    const customer = await buy();
    account.standIn.changeCard(customer, "declined");
    expect(await choosePlan(by(), { plan: "professional" })).toMatchObject({ outcome: "unpaid" });
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok", granted: "starter" });
    await account.standIn.clock.advance(2 * DAY);
    await syncCustomer(customer);
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok" });
    expect(await limit()).toBe(1_000_000);
  });

  test("to a smaller one comes with the next period", async () => {
    const customer = await buy("professional");
    await account.standIn.clock.advance(5 * DAY);
    await choosePlan(by(), { plan: "starter" });
    expect(await workspace()).toMatchObject({ plan: "professional", pending: "starter" });
    expect(await limit()).toBe(5_000_000);
    await account.standIn.clock.advance(26 * DAY);
    await syncCustomer(customer);
    expect(await workspace()).toMatchObject({ plan: "starter", pending: null, granted: "starter" });
    expect(await limit()).toBe(1_000_000);
    expect((await audited()).map(({ before, after }) => `${before} ${after}`)).toEqual([
      "trial professional",
      "professional starter",
    ]);
  });

  test("leaves terms of its own alone", async () => {
    const customer = await buy("enterprise");
    await pool().query("update workspaces set custom_pricing = $2 where id = $1", [
      owner.workspace.id,
      {
        ...{ priceMicroDollars: 5_000_000_000, includedMilliTokens: 90_000_000, overageMicroDollars: 8 },
        ...{ maxAgents: 40, maxWorkflows: 400 },
      },
    ]);
    await syncCustomer(customer);
    const { rows } = await pool().query(
      "select plan, custom_pricing->>'overageMicroDollars' as rate from workspaces where id = $1",
      [owner.workspace.id],
    );
    expect(rows[0]).toEqual({ plan: "enterprise", rate: "8" });
  });
});

describe("a renewal", () => {
  test("that is paid changes nothing but the period", async () => {
    await buy();
    const before = await audited();
    await account.standIn.clock.advance(31 * DAY);
    const { rows } = await pool().query<{ start: Date; end: Date }>(
      `select current_period_start as start, current_period_end as "end" from billing_accounts where workspace_id = $1`,
      [owner.workspace.id],
    );
    expect(rows[0]).toEqual({
      start: new Date("2026-12-10T10:00:00Z"),
      end: new Date("2027-01-10T10:00:00Z"),
    });
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok", anchor: START });
    expect(await audited()).toEqual(before);
    expect(await told()).toEqual([]);
  });

  test("turns on the last day of months that are shorter, as at Stripe", async () => {
    await account.standIn.clock.advance(Date.parse("2027-01-31T10:00:00Z") - START.getTime());
    await buy();
    const starts: string[] = [];
    for (const days of [30, 31]) {
      await account.standIn.clock.advance(days * DAY);
      const { rows } = await pool().query<{ start: Date }>(
        "select current_period_start as start from billing_accounts where workspace_id = $1",
        [owner.workspace.id],
      );
      await inTransaction((tx) => refreshAllowance(tx, owner.workspace.id));
      starts.push(rows[0]?.start.toISOString().slice(0, 10) ?? "");
    }
    expect(starts).toEqual(["2027-02-28", "2027-03-31"]);
    const { rows } = await pool().query<{ period: string }>(
      "select period from quota_accounts where workspace_id = $1 and period <> 'trial' order by period",
      [owner.workspace.id],
    );
    expect(rows.map(({ period }) => period)).toEqual(["2027-01-31", ...starts]);
    expect((await workspace()).anchor).toEqual(new Date("2027-01-31T10:00:00Z"));
  });

  test("whose invoice hangs, though nothing was refused, is lent for the grace and no longer", async () => {
    const customer = await buy();
    account.standIn.deliveries.hold();
    await account.standIn.clock.advance(30 * DAY + 60_000);
    const [draft] = (await account.client.invoices.list({ customer, status: "draft" })).data;
    await account.client.invoices.update(draft?.id ?? "", { auto_advance: false });
    await account.standIn.clock.advance(6 * DAY);
    await syncCustomer(customer);
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok" });
    await account.standIn.clock.advance(DAY);
    await syncCustomer(customer);
    expect(await account.subscriptionOf(customer)).toMatchObject({ status: "active" });
    expect(await workspace()).toMatchObject({ plan: "starter", status: "restricted" });
    await account.client.invoices.finalizeInvoice(draft?.id ?? "");
    await account.client.invoices.pay(draft?.id ?? "");
    await syncCustomer(customer);
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok" });
  });

  test("that is not paid leads to a grace, then to waiting, and payment to going on", async () => {
    const [admin, editor] = [await newMember(owner, "admin"), await newMember(owner, "editor")];
    const server = await startMailServer();
    const undo = mailByOperator(server);
    const customer = await buy();
    account.standIn.changeCard(customer, "declined");
    // The invoice of 10 December is final an hour later, and its payment fails.
    await account.standIn.clock.advance(30 * DAY + 2 * HOUR);
    const failedAt = new Date("2026-12-10T11:00:00.000Z");
    expect(await workspace()).toMatchObject({ plan: "starter", status: "past_due", pastDueSince: failedAt });
    expect((await told()).map(({ title }) => title)).toEqual(["A payment failed"]);
    expect((await told())[0]).toMatchObject({
      body: expect.stringContaining("until December 17"),
      link: `/w/${owner.workspace.slug}/settings/billing`,
    });

    await account.standIn.clock.advance(7 * DAY - 2 * HOUR);
    await syncDueCustomers();
    expect((await workspace()).status).toBe("past_due");
    await account.standIn.clock.advance(HOUR);
    await syncDueCustomers();
    expect(await workspace()).toMatchObject({ plan: "starter", status: "restricted" });
    expect(await limit()).toBe(0);

    account.standIn.changeCard(customer, "good");
    const [invoice] = (await account.client.invoices.list({ customer, status: "open" })).data;
    await account.client.invoices.pay(invoice?.id ?? "");
    await account.standIn.deliveries.settled();
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok", pastDueSince: null });
    expect(await limit()).toBe(1_000_000);
    const titles = ["A payment failed", "Paid steps wait for a payment", "The payment arrived"];
    expect((await told(admin)).map(({ title }) => title)).toEqual(titles);
    expect(await told(editor)).toEqual([]);
    const mailed = () =>
      server.mails.map(({ to, text }) => `${/^Subject: (.*)\r$/m.exec(text)?.[1]}, to ${to}`).toSorted();
    const both = [owner, admin].flatMap(({ email }) => titles.map((title) => `${title}, to ${email}`));
    await expect.poll(mailed).toEqual(both.toSorted());
    undo();
    await server.close();
    expect((await audited()).map(({ after }) => after)).toEqual(["starter", "past_due", "restricted", "ok"]);
  });
});

describe("an end", () => {
  test("comes with the period, and leaves the trial", async () => {
    const customer = await buy();
    await account.standIn.clock.advance(3 * DAY);
    await cancelSubscription(by());
    const end = new Date("2026-12-10T10:00:00.000Z");
    expect(await workspace()).toMatchObject({ plan: "starter", status: "ok", cancelAt: end });
    await account.standIn.clock.advance(28 * DAY);
    expect(await workspace()).toMatchObject({ plan: "trial", status: "ok", granted: null });
    expect((await told()).map(({ title }) => title)).toEqual(["The Starter plan has ended"]);
    await syncCustomer(customer);
    expect((await told()).length).toBe(1);
  });

  test("of a customer that is deleted at Stripe is one, too, and the next one is another", async () => {
    const customer = await buy();
    await account.client.customers.del(customer);
    await account.standIn.deliveries.settled();
    expect(await workspace()).toMatchObject({ plan: "trial", granted: null });
    expect(await buy("professional")).not.toBe(customer);
    expect(await workspace()).toMatchObject({ plan: "professional" });
  });

  test("of what was never bought changes nothing", async () => {
    await pool().query("update workspaces set plan = 'professional' where id = $1", [owner.workspace.id]);
    const customer = await account.buy(owner.workspace.id, "starter", "declined");
    await syncCustomer(customer);
    expect(await workspace()).toMatchObject({ plan: "professional", granted: null });
  });
});

describe("what is posted", () => {
  test.each([
    ["without a signature", undefined, "Stripe-Signature is missing"],
    ["with one that is no signature", "yes", "does not fit"],
    ["signed with another secret", signatureHeader(event(), "whsec_other"), "does not fit"],
    ["signed for another body", signatureHeader("{}", "whsec_stand_in_snapshot"), "does not fit"],
    [
      "signed an hour ago",
      signatureHeader(event(), "whsec_stand_in_snapshot", Math.floor(Date.now() / 1000) - 3_600),
      "more than five minutes ago",
    ],
  ])("%s is refused, and not written down", async (_, signature, words) => {
    const response = await post(event(), signature);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining(words), status: 400 });
    expect(await events()).toEqual([]);
  });

  test("with the new or the old of two secrets is taken", async () => {
    completeEnvironment({ STRIPE_WEBHOOK_SECRET: "whsec_new, whsec_stand_in_snapshot" });
    expect((await post(event(), sign(event()))).status).toBe(200);
    expect((await post(event(), sign(event(), "whsec_new"))).status).toBe(200);
    expect((await post(event(), sign(event(), "whsec_older"))).status).toBe(400);
    expect(await events()).toMatchObject([{ id: "evt_made_up", deliveries: 2 }]);
    await untilHandled();
  });

  test("of the live mode or another account is written down, ignored, and said so", async () => {
    for (const [more, words] of [
      [{ id: "evt_live", livemode: true }, "it is of the live mode"],
      [{ id: "evt_connected", account: "acct_2" }, "it is of another account (acct_2)"],
    ] as const) {
      const body = event(more);
      const response = await post(body, sign(body));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({
        received: more.id,
        ignored: expect.stringContaining(words),
      });
    }
    expect(await events()).toMatchObject([
      { handled: true, attempts: 0 },
      { handled: true, attempts: 0 },
    ]);
  });

  test("that is too large, of another kind or by another method is refused in words", async () => {
    const large = event({ filler: "x".repeat(1_100_000) });
    expect((await post(large, sign(large))).status).toBe(413);
    const thin = JSON.stringify({
      id: "evt_thin",
      object: "v2.core.event",
      type: "v1.billing.meter.no_meter_found",
    });
    const misplaced = await post(thin, sign(thin));
    expect(misplaced.status).toBe(400);
    expect(await misplaced.json()).toMatchObject({ detail: expect.stringContaining("/api/stripe/thin") });
    const full = await post(event(), sign(event(), account.standIn.thinSecret), postThin);
    expect(full.status).toBe(400);
    expect(await full.json()).toMatchObject({ detail: expect.stringContaining("/api/stripe/webhook") });
    const read = await GET(new Request("http://localhost/api/stripe/webhook"));
    expect([read.status, read.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("is refused for later where no secret is set", async () => {
    completeEnvironment({ STRIPE_WEBHOOK_SECRET: "" });
    const response = await post(event(), sign(event()));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("STRIPE_WEBHOOK_SECRET") });
  });
});

describe("handling", () => {
  test("that never began is done by whoever looks next", async () => {
    // The process ends after the answer: the event is written down, and that is all.
    const taken: string[] = [];
    account.standIn.deliverTo(async (request) => {
      const raw = Buffer.from(await request.arrayBuffer());
      taken.push((await takeWebhook(raw, request.headers.get("stripe-signature"), "snapshot")).id);
      return new Response("ok");
    });
    await buy();
    expect(taken.length).toBeGreaterThan(3);
    expect(await workspace()).toMatchObject({ plan: "trial" });
    expect(await handleWaitingEvents()).toBe(0);
    await account.standIn.clock.advance(60_000);
    expect(await handleWaitingEvents()).toBe(taken.length);
    expect(await workspace()).toMatchObject({ plan: "starter" });
    expect(await handleWaitingEvents()).toBe(0);
  });

  test("that fails because Stripe does not answer is tried again, ever later", async () => {
    account.standIn.deliveries.hold();
    await buy();
    const { payload = "" } = account.standIn.state.events.find(({ type }) => type === "invoice.paid") ?? {};
    account.standIn.faults.answer500(100, "/v1/subscriptions");
    expect((await post(payload, sign(payload))).status).toBe(200);
    await untilHandled();
    expect(await workspace()).toMatchObject({ plan: "trial" });
    expect(await events()).toMatchObject([{ handled: false, attempts: 1, note: expect.stringMatching(/./) }]);
    await account.standIn.clock.advance(61_000);
    await handleWaitingEvents();
    expect(await events()).toMatchObject([{ handled: false, attempts: 2 }]);
    account.standIn.faults.clear();
    await account.standIn.clock.advance(61_000);
    expect(await handleWaitingEvents()).toBe(0);
    await account.standIn.clock.advance(60_000);
    expect(await handleWaitingEvents()).toBe(1);
    expect(await workspace()).toMatchObject({ plan: "starter" });
    expect(await events()).toMatchObject([{ handled: true, attempts: 3, note: "" }]);
  });

  test("ends with the 90 days for which events are kept, also of what could not be handled", async () => {
    for (const [id, age] of [["evt_old", 91] as const, ["evt_kept", 89] as const])
      await pool().query(
        `insert into stripe_events (id, type, thin, livemode, created_at, received_at, next_attempt_at)
         values ($1, 'v1.billing.meter.error_report_triggered', true, false, $2, $2, $2)`,
        [id, new Date(START.getTime() - age * DAY)],
      );
    await forgetEvents();
    const { rows } = await pool().query("select id from stripe_events");
    expect(rows).toEqual([{ id: "evt_kept" }]);
  });
});

describe("usage that Stripe could not count", () => {
  test("is reported by a thin event: logged, kept, and its export marked", async () => {
    const customer = await buy();
    const identifier = `u-${owner.workspace.id}`;
    await pool().query(
      `insert into usage_exports (identifier, workspace_id, period, meter, day, value, status, occurred_at, next_at, created_at)
       values ($1, $2, '2026-11-10', 'tokens', '2026-11-10', 500, 'sent', $3, $3, $3)`,
      [identifier, owner.workspace.id, START],
    );
    await account.client.billing.meterEvents.create({
      event_name: "baton_tokens",
      identifier,
      payload: { stripe_customer_id: `${customer}x`, value: "500" },
      timestamp: Math.floor(START.getTime() / 1_000),
    });
    await account.standIn.deliveries.settled();
    const thin = (await events()).find(({ type }) => type === "v1.billing.meter.error_report_triggered");
    expect(thin).toMatchObject({ handled: true, note: expect.stringContaining("1 exports marked") });
    const { rows } = await pool().query("select status, error from usage_exports where identifier = $1", [
      identifier,
    ]);
    expect(rows).toMatchObject([{ status: "failed", error: expect.stringContaining("does not exist") }]);
    const kept = await pool().query("select details from stripe_events where id = $1", [thin?.id]);
    expect(kept.rows[0]?.details).toMatchObject({ error_count: 1 });
  });
});

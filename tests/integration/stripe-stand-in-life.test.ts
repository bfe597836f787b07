import type Stripe from "stripe";
import { beforeEach, describe, expect, test } from "vitest";
import {
  buyPlan,
  openAccount,
  type Plans,
  reportUsage,
  sellPlans,
  type TestAccount,
} from "../stripe/test-account";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let account: TestAccount;
let plans: Plans;
/** Types of the events so far. */
let happened: string[];

beforeEach(async () => {
  account = await openAccount();
  plans = await sellPlans(account);
  happened = [];
  account.standIn.deliverTo(async (request) => {
    happened.push(JSON.parse(await request.text()).type);
    return new Response();
  });
  return () => expect(account.standIn.violations).toEqual([]);
});

describe("a month", () => {
  test("ends with a draft, in which late usage still counts for an hour, and with its payment", async () => {
    const { stripe, standIn } = account;
    const { customer, subscription } = await buyPlan(account, plans.starter);
    await reportUsage(account, customer, 1_234_000);
    await toDate("2026-12-01T10:00:00Z");
    const draft = await newestInvoice(customer);
    expect(draft).toMatchObject({
      status: "draft",
      billing_reason: "subscription_cycle",
      total: 9900 + 1851,
    });
    await reportUsage(account, customer, 66_001, { secondsAgo: 60 });
    happened.length = 0;
    await standIn.clock.advance(HOUR);
    const paid = await newestInvoice(customer);
    // 1,300,001 × 0.0015 cents = 1950.0015 cents.
    expect(lines(paid)).toEqual([
      ["Starter", 1_300_001, 1950],
      ["Starter", 1, 9900],
    ]);
    expect([paid.id, paid.status, paid.amount_paid]).toEqual([draft.id, "paid", 11_850]);
    expect(paid.parent?.subscription_details?.subscription).toBe(subscription);
    expect(happened).toEqual(["invoice.finalized", "invoice.paid", "invoice.payment_succeeded"]);
    const { items, status } = await stripe.subscriptions.retrieve(subscription);
    const period = items.data.map((item) => [item.current_period_start, item.current_period_end].map(iso));
    expect([status, period[0]]).toEqual(["active", ["2026-12-01T10:00:00.000Z", "2027-01-01T10:00:00.000Z"]]);
    // What comes later than that is on the next one.
    await reportUsage(account, customer, 2_000, { secondsAgo: 2 * 3600 });
    expect((await newestInvoice(customer)).total).toBe(11_850);
  });

  test("rounds each line to cents, half up, and counts nothing below zero", async () => {
    const { standIn } = account;
    const { customer } = await buyPlan(account, plans.starter);
    await reportUsage(account, customer, 333);
    await toDate("2026-12-01T12:00:00Z");
    // 333 × 0.0015 = 0.4995 cents; the month after 0.501 cents; then a correction.
    expect(lines(await newestInvoice(customer))[0]).toEqual(["Starter", 333, 0]);
    await reportUsage(account, customer, 334);
    await standIn.clock.advance(31 * DAY);
    expect(lines(await newestInvoice(customer))[0]).toEqual(["Starter", 334, 1]);
    await reportUsage(account, customer, -5_000);
    await standIn.clock.advance(31 * DAY);
    expect(lines(await newestInvoice(customer))[0]).toEqual(["Starter", 0, 0]);
  });

  test("begun on the 31st ends with short months and comes back to the 31st", async () => {
    account = await openAccount(new Date("2026-12-31T08:00:00Z"));
    plans = await sellPlans(account);
    const { subscription } = await buyPlan(account, plans.starter);
    const ends: string[] = [];
    for (let month = 0; month < 3; month++) {
      const { items } = await account.stripe.subscriptions.retrieve(subscription);
      ends.push(iso(items.data[0]?.current_period_end ?? 0));
      await account.standIn.clock.advance(31 * DAY);
    }
    expect(ends).toEqual(["2027-01-31", "2027-02-28", "2027-03-31"].map((day) => `${day}T08:00:00.000Z`));
  });

  test("carries items added by hand to its invoice, also below zero", async () => {
    const { stripe } = account;
    const { customer } = await buyPlan(account, plans.starter);
    const { Decimal } = (await import("stripe")).default;
    const item = await stripe.invoiceItems.create({
      customer,
      currency: "usd",
      quantity: 10_000,
      unit_amount_decimal: Decimal.from("-0.0015"),
      description: "Late usage",
    });
    expect(item.amount).toBe(-15);
    await toDate("2026-12-01T12:00:00Z");
    expect((await newestInvoice(customer)).total).toBe(9885);
  });

  test("passes by itself when the clock follows another", async () => {
    let now = new Date("2026-11-01T10:00:00Z");
    account = await openAccount(() => now);
    plans = await sellPlans(account);
    const { customer } = await buyPlan(account, plans.starter);
    now = new Date("2027-01-15T10:00:00Z");
    const { data } = await account.stripe.invoices.list({ customer });
    expect(data.map(({ status, created }) => [status, iso(created)])).toEqual([
      ["paid", "2027-01-01T10:00:00.000Z"],
      ["paid", "2026-12-01T10:00:00.000Z"],
      ["paid", "2026-11-01T10:00:00.000Z"],
    ]);
  });
});

describe("a change of plan", () => {
  test("is previewed and billed at once: credit, rest, and the old price for usage so far", async () => {
    const { stripe, standIn } = account;
    const bought = await buyPlan(account, plans.starter);
    await reportUsage(account, bought.customer, 1_000_000);
    await toDate("2026-11-16T10:00:00Z");
    const change = { items: upgraded(bought), proration_behavior: "always_invoice" } as const;
    const preview = await stripe.invoices.createPreview({
      subscription: bought.subscription,
      subscription_details: change,
    });
    expect(lines(preview)).toEqual([
      ["Unused time on Starter after 2026-11-16", 1, -4950],
      ["Starter", 1_000_000, 1500],
      ["Remaining time on Professional after 2026-11-16", 1, 14_950],
    ]);
    const updated = await stripe.subscriptions.update(bought.subscription, {
      ...change,
      payment_behavior: "pending_if_incomplete",
    });
    expect([updated.pending_update, updated.items.data.map(({ id }) => id)]).toEqual([
      null,
      [bought.flatItem, bought.overageItem],
    ]);
    expect(await newestInvoice(bought.customer)).toMatchObject({
      billing_reason: "subscription_update",
      status: "paid",
      total: preview.total,
    });
    await reportUsage(account, bought.customer, 1_000_000);
    await toDate("2026-12-01T12:00:00Z");
    expect(lines(await newestInvoice(bought.customer))).toEqual([
      ["Professional", 1_000_000, 1200],
      ["Professional", 1, 29_900],
    ]);
    expect(standIn.state.customers.get(bought.customer)?.balance).toBe(0);
  });

  test("that is not paid waits, is made when its invoice is paid, and is dropped after 23 hours", async () => {
    const { stripe, standIn } = account;
    const bought = await buyPlan(account, plans.starter);
    standIn.changeCard(bought.customer, "declined");
    await standIn.clock.advance(5 * DAY);
    const change = {
      items: upgraded(bought),
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    } as const;
    const waiting = await stripe.subscriptions.update(bought.subscription, change);
    expect([
      waiting.status,
      priceOf(waiting),
      waiting.pending_update?.subscription_items?.[0]?.price.id,
    ]).toEqual(["active", plans.starter.flat, plans.professional.flat]);
    await standIn.clock.advance(DAY);
    expect(await stripe.subscriptions.retrieve(bought.subscription)).toMatchObject({ pending_update: null });
    expect((await newestInvoice(bought.customer)).status).toBe("void");
    expect(happened).toContain("customer.subscription.pending_update_expired");
    await stripe.subscriptions.update(bought.subscription, change);
    standIn.changeCard(bought.customer, "good");
    await stripe.invoices.pay((await newestInvoice(bought.customer)).id);
    expect(priceOf(await stripe.subscriptions.retrieve(bought.subscription))).toBe(plans.professional.flat);
    await standIn.deliveries.settled();
    expect(happened).toContain("customer.subscription.pending_update_applied");
  });

  test("without proration drops what was used, and with prorations to come bills it later", async () => {
    const { stripe } = account;
    const bought = await buyPlan(account, plans.starter);
    await reportUsage(account, bought.customer, 1_000_000);
    await toDate("2026-11-16T10:00:00Z");
    await stripe.subscriptions.update(bought.subscription, {
      items: upgraded(bought),
      proration_behavior: "create_prorations",
    });
    await toDate("2026-12-01T12:00:00Z");
    expect((await newestInvoice(bought.customer)).total).toBe(29_900 - 4950 + 14_950 + 1500);
    await reportUsage(account, bought.customer, 1_000_000);
    await account.standIn.clock.advance(DAY);
    const back = [
      { id: bought.flatItem, price: plans.starter.flat },
      { id: bought.overageItem, price: plans.starter.overage },
    ];
    await stripe.subscriptions.update(bought.subscription, { items: back, proration_behavior: "none" });
    await toDate("2027-01-01T12:00:00Z");
    expect((await newestInvoice(bought.customer)).total).toBe(9900);
  });

  test("for the worse is scheduled for the end of the period, and let go of afterwards", async () => {
    const { stripe, standIn } = account;
    const bought = await buyPlan(account, plans.professional);
    await reportUsage(account, bought.customer, 1_000_000);
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: bought.subscription });
    const [current] = schedule.phases;
    if (!current) throw new Error("The schedule has no phase.");
    const items = ({ flat, overage }: Plans["starter"]) => [{ price: flat, quantity: 1 }, { price: overage }];
    await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: "release",
      proration_behavior: "none",
      phases: [
        { items: items(plans.professional), start_date: current.start_date, end_date: current.end_date },
        {
          items: items(plans.starter),
          duration: { interval: "month", interval_count: 1 },
          metadata: { plan: "starter" },
        },
      ],
    });
    await expect(
      stripe.subscriptions.update(bought.subscription, { cancel_at_period_end: true }),
    ).rejects.toThrow("managed by the subscription schedule");
    await toDate("2026-12-01T12:00:00Z");
    expect(lines(await newestInvoice(bought.customer))).toEqual([
      ["Professional", 1_000_000, 1200],
      ["Starter", 1, 9900],
    ]);
    const lowered = await stripe.subscriptions.retrieve(bought.subscription);
    expect([priceOf(lowered), lowered.metadata]).toEqual([
      plans.starter.flat,
      { workspace: "acme", plan: "starter" },
    ]);
    await toDate("2027-01-01T12:00:00Z");
    expect((await stripe.subscriptions.retrieve(bought.subscription)).schedule).toBeNull();
    expect(standIn.state.schedules.get(schedule.id)?.status).toBe("released");
    expect((await newestInvoice(bought.customer)).total).toBe(9900);
  });
});

describe("an end", () => {
  test("at the end of the period bills what was used and nothing in advance", async () => {
    const { stripe } = account;
    const { customer, subscription } = await buyPlan(account, plans.starter);
    await stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    await reportUsage(account, customer, 1_000_000);
    const preview = await stripe.invoices.createPreview({ subscription });
    expect(lines(preview)).toEqual([["Starter", 1_000_000, 1500]]);
    await toDate("2026-12-01T12:00:00Z");
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({
      status: "canceled",
      ended_at: seconds("2026-12-01T10:00:00Z"),
    });
    expect(await newestInvoice(customer)).toMatchObject({ status: "paid", total: 1500 });
    expect(happened).toContain("customer.subscription.deleted");
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
  });

  test("can be taken back before", async () => {
    const { stripe } = account;
    const { subscription } = await buyPlan(account, plans.starter);
    await stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
    await stripe.subscriptions.update(subscription, { cancel_at_period_end: false });
    await toDate("2026-12-01T12:00:00Z");
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({
      status: "active",
      cancel_at: null,
    });
  });

  test("at once bills usage only when asked to, and gives credit when asked to", async () => {
    const { stripe, standIn } = account;
    const [dropped, billed] = [await buyPlan(account, plans.starter), await buyPlan(account, plans.starter)];
    for (const { customer } of [dropped, billed]) await reportUsage(account, customer, 1_000_000);
    await toDate("2026-11-16T10:00:00Z");
    await stripe.subscriptions.cancel(dropped.subscription);
    await stripe.subscriptions.cancel(billed.subscription, { invoice_now: true, prorate: true });
    await toDate("2026-12-02T10:00:00Z");
    expect((await stripe.invoices.list({ customer: dropped.customer })).data).toHaveLength(1);
    expect((await newestInvoice(billed.customer)).total).toBe(1500 - 4950);
    expect(standIn.state.customers.get(billed.customer)?.balance).toBe(-3450);
  });
});

describe("a payment", () => {
  test("that fails is tried again after 3, 5 and 7 days, and then the subscription is unpaid", async () => {
    const { stripe, standIn } = account;
    const { customer, subscription } = await buyPlan(account, plans.starter);
    standIn.changeCard(customer, "declined");
    const seen: [string, string, number][] = [];
    for (const at of [
      "2026-12-01T11:00:00Z",
      "2026-12-04T11:00:00Z",
      "2026-12-09T11:00:00Z",
      "2026-12-16T11:00:00Z",
    ]) {
      await toDate(at);
      const invoice = await newestInvoice(customer);
      const { status } = await stripe.subscriptions.retrieve(subscription);
      seen.push([status, invoice.status ?? "", invoice.attempt_count]);
    }
    expect(seen).toEqual([
      ["past_due", "open", 1],
      ["past_due", "open", 2],
      ["past_due", "open", 3],
      ["unpaid", "open", 4],
    ]);
    expect(happened.filter((type) => type === "invoice.payment_failed")).toHaveLength(4);
    expect((await stripe.customers.retrieve(customer)).deleted).toBeUndefined();
    // From here on invoices stay drafts; paying what is open brings the subscription back.
    await toDate("2027-01-02T10:00:00Z");
    const [draft, open] = (await stripe.invoices.list({ customer })).data;
    expect([draft?.status, draft?.auto_advance, open?.status]).toEqual(["draft", false, "open"]);
    standIn.changeCard(customer, "good");
    await stripe.invoices.pay(open?.id ?? "");
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe("active");
  });

  test("made in between ends the trouble", async () => {
    const { stripe, standIn } = account;
    const { customer, subscription } = await buyPlan(account, plans.starter);
    standIn.changeCard(customer, "declined");
    await toDate("2026-12-02T11:00:00Z");
    const { hosted_invoice_url: page, id } = await newestInvoice(customer);
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({
      type: "StripeCardError",
      code: "card_declined",
    });
    await fetch(page ?? "", { method: "POST", body: new URLSearchParams({ card: "good" }) });
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe("active");
    await toDate("2027-01-03T10:00:00Z");
    expect((await stripe.invoices.list({ customer, status: "open" })).data).toEqual([]);
  });

  test("can be given back in part, never more than it was", async () => {
    const { stripe } = account;
    const { subscription } = await buyPlan(account, plans.starter);
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(subscription, {
      expand: ["latest_invoice.payments"],
    });
    const payment = typeof invoice === "object" ? invoice?.payments?.data[0]?.payment.payment_intent : null;
    if (typeof payment !== "string") throw new Error("The invoice was not paid.");
    expect(await stripe.refunds.create({ payment_intent: payment, amount: 9000 })).toMatchObject({
      amount: 9000,
      status: "succeeded",
    });
    await expect(stripe.refunds.create({ payment_intent: payment, amount: 901 })).rejects.toThrow(
      "greater than unrefunded",
    );
  });

  test("passes with test clocks as well", async () => {
    const { stripe } = account;
    const { customer } = await buyPlan(account, plans.starter);
    const clock = await stripe.testHelpers.testClocks.create({
      frozen_time: seconds("2026-11-01T10:00:00Z"),
    });
    const advancing = await stripe.testHelpers.testClocks.advance(clock.id, {
      frozen_time: seconds("2026-12-02T10:00:00Z"),
    });
    expect(advancing.status).toBe("advancing");
    await expect
      .poll(async () => (await stripe.testHelpers.testClocks.retrieve(clock.id)).status)
      .toBe("ready");
    expect((await newestInvoice(customer)).billing_reason).toBe("subscription_cycle");
  });
});

const upgraded = ({ flatItem, overageItem }: { flatItem: string; overageItem: string }) => [
  { id: flatItem, price: plans.professional.flat },
  { id: overageItem, price: plans.professional.overage },
];

const priceOf = ({ items }: Stripe.Subscription) => items.data[0]?.price.id;

/** Text up to the price, quantity and cents of every line. */
function lines(invoice: Stripe.Invoice) {
  return invoice.lines.data.map(({ description, quantity, amount }) => [
    description?.replace(/^\d+ × | \(at .*$/g, ""),
    quantity,
    amount,
  ]);
}

async function newestInvoice(customer: string): Promise<Stripe.Invoice> {
  const [invoice] = (await account.stripe.invoices.list({ customer, limit: 1 })).data;
  if (!invoice) throw new Error("There is no invoice.");
  return invoice;
}

const toDate = (at: string) =>
  account.standIn.clock.advance(Date.parse(at) - account.standIn.clock.now().getTime());
const seconds = (at: string) => Date.parse(at) / 1000;
const iso = (at: number) => new Date(at * 1000).toISOString();

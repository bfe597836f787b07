import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import Stripe from "stripe";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Contract } from "../stripe/contract/contract";
import {
  buyPlan,
  openAccount,
  type Plans,
  reportUsage,
  sellPlans,
  startCheckout,
  stripeClient,
  type TestAccount,
} from "../stripe/test-account";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let account: TestAccount;
let plans: Plans;

beforeEach(async () => {
  account = await openAccount();
  plans = await sellPlans(account);
});

describe("what is said on the wire", () => {
  test("conforms to the library's own types when it is right, in both directions", async () => {
    const { stripe, standIn } = account;
    const { customer, subscription } = await buyPlan(account, plans.starter);
    const expanded = await stripe.subscriptions.retrieve(subscription, {
      expand: ["customer", "latest_invoice.payments", "items.data.price.product"],
    });
    expect(expanded.customer).toMatchObject({ id: customer, name: "Acme" });
    expect(expanded.latest_invoice).toMatchObject({ payments: { data: [{ amount_paid: 9900 }] } });
    expect(expanded.items.data[0]?.price.product).toMatchObject({ name: "Starter" });
    await stripe.billingPortal.sessions.create({ customer, return_url: "http://localhost:3000" });
    await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "DE123456789" });
    await stripe.webhookEndpoints.create({
      url: "http://localhost:3000/hook",
      enabled_events: ["invoice.paid"],
    });
    const destination = await stripe.v2.core.eventDestinations.create({
      name: "Thin",
      type: "webhook_endpoint",
      event_payload: "thin",
      enabled_events: ["v1.billing.meter.error_report_triggered"],
      webhook_endpoint: { url: "http://localhost:3000/thin" },
      include: ["webhook_endpoint.signing_secret"],
    });
    expect(destination.webhook_endpoint?.signing_secret).toBe(standIn.thinSecret);
    expect(standIn.violations).toEqual([]);
  });

  test("is refused and noted with an unknown parameter, a wrong value or an unknown path", async () => {
    const { standIn } = account;
    const { subscription } = await buyPlan(account, plans.starter);
    const typo = await post("/v1/billing/meter_events", "event_nam=x&payload[value]=1");
    expect([typo.status, await typo.json()]).toMatchObject([400, { error: { code: "parameter_unknown" } }]);
    await post(`/v1/subscriptions/${subscription}`, "proration_behaviour=none");
    await post(`/v1/subscriptions/${subscription}`, "proration_behavior=never");
    expect((await post("/v1/subscription_items/si_1/usage_records", "quantity=1")).status).toBe(404);
    const noted = [
      "(event_nam)",
      "(proration_behaviour)",
      "/proration_behavior must be equal",
      "usage_records is no call",
    ];
    for (const words of noted) expect(standIn.violations.join("\n")).toContain(words);
  });

  test("is refused and noted without the key, with another version, and with what the stand-in does not model", async () => {
    const { standIn } = account;
    expect((await post("/v1/customers", "name=x", { authorization: "Bearer sk_test_other" })).status).toBe(
      401,
    );
    expect((await post("/v1/customers", "name=x", { "stripe-version": "2020-08-27" })).status).toBe(400);
    expect((await post("/v1/customers", "tax_exempt=reverse")).status).toBe(400);
    expect(standIn.violations).toHaveLength(3);
    expect(standIn.violations[2]).toContain("does not model");
  });

  test("is checked in answers and events as well", () => {
    const contract = new Contract();
    const retrieve = contract.find("GET", "/v1/billing/meters/mtr_1");
    if (!retrieve) throw new Error("The call is not described.");
    const meter = JSON.parse(JSON.stringify(plans.meter));
    expect(contract.response(retrieve.operation, meter)).toEqual([]);
    const { event_name: _, ...lacking } = meter;
    expect(contract.response(retrieve.operation, lacking)).toEqual([
      "response MeterResource.retrieve: / must have required property 'event_name'",
    ]);
    expect(contract.response(retrieve.operation, { ...meter, status: "gone" })).not.toEqual([]);
    expect(contract.response(retrieve.operation, { ...meter, aggregate_usage: "sum" })).not.toEqual([]);
    expect(contract.event("event", "invoice.payed", {})).not.toEqual([]);
    expect(contract.event("event", "invoice.paid", {})).not.toEqual([]);
  });

  test("comes in pages, newest first", async () => {
    const { stripe } = account;
    for (let n = 0; n < 5; n++) await stripe.customers.create({ name: `Customer ${n}` });
    const first = await stripe.customers.list({ limit: 2 });
    expect([first.has_more, first.data.map(({ name }) => name)]).toEqual([
      true,
      ["Customer 4", "Customer 3"],
    ]);
    const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ name }) => name)).toEqual([4, 3, 2, 1, 0].map((n) => `Customer ${n}`));
  });
});

describe("the catalogue", () => {
  test("gives a lookup key to one price, which another takes over only on request", async () => {
    const { stripe } = account;
    const product = (await stripe.products.create({ name: "Enterprise" })).id;
    const price = { product, currency: "usd", unit_amount: 99900, lookup_key: "enterprise_v1" };
    const first = await stripe.prices.create(price);
    await expect(stripe.prices.create(price)).rejects.toThrow("already uses that lookup key");
    const second = await stripe.prices.create({ ...price, transfer_lookup_key: true });
    const found = await stripe.prices.list({ lookup_keys: ["enterprise_v1"] });
    expect(found.data.map(({ id }) => id)).toEqual([second.id]);
    expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    expect((await stripe.prices.retrieve(plans.starter.overage)).unit_amount_decimal?.toString()).toBe(
      "0.0015",
    );
  });

  test("has one active meter per event name, and nothing of it changes but the name shown", async () => {
    const { stripe } = account;
    const same = {
      display_name: "Again",
      event_name: "overage",
      default_aggregation: { formula: "sum" },
    } as const;
    await expect(stripe.billing.meters.create(same)).rejects.toThrow("already an active meter");
    expect((await stripe.billing.meters.update(plans.meter.id, { display_name: "Other" })).display_name).toBe(
      "Other",
    );
    expect((await post(`/v1/billing/meters/${plans.meter.id}`, "event_name=other")).status).toBe(400);
  });

  test("refuses a quantity on a metered price, and a flat one without", async () => {
    const { stripe } = account;
    const { flat, overage } = plans.starter;
    const session = (line: Stripe.Checkout.SessionCreateParams.LineItem) =>
      stripe.checkout.sessions.create({
        mode: "subscription",
        success_url: "http://localhost",
        line_items: [line],
      });
    await expect(session({ price: overage, quantity: 1 })).rejects.toThrow("usage_type is `metered`");
    await expect(session({ price: flat })).rejects.toThrow("Quantity is required");
  });
});

describe("usage", () => {
  test("is counted once per identifier, and a repeat is said to be of no use", async () => {
    const { standIn } = account;
    const { customer } = await buyPlan(account, plans.starter);
    await reportUsage(account, customer, 700, { identifier: "day-1" });
    const retrying = { standIn, stripe: stripeClient(standIn, 3) };
    const repeat = reportUsage(retrying, customer, 700, { identifier: "day-1" });
    await expect(repeat).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("An event already exists with identifier day-1"),
    });
    await reportUsage(account, customer, -200, { identifier: "day-1-back" });
    expect(await usageByDay(customer)).toEqual([["2026-11-01", 500]]);
    expect(standIn.violations).toEqual([]);
  });

  test("has whole numbers of at most 15 digits, from 35 days ago to 5 minutes ahead", async () => {
    const { stripe } = account;
    const { customer } = await buyPlan(account, plans.starter);
    const value = (text: string) =>
      stripe.billing.meterEvents.create({
        event_name: "overage",
        payload: { stripe_customer_id: customer, value: text },
      });
    await expect(value("1.5")).rejects.toMatchObject({ code: "meter_event_invalid_value" });
    await expect(value("1234567890123456")).rejects.toMatchObject({
      code: "meter_event_value_too_many_digits",
    });
    await expect(reportUsage(account, customer, 1, { secondsAgo: 36 * 86_400 })).rejects.toMatchObject({
      code: "timestamp_too_far_in_past",
    });
    await expect(reportUsage(account, customer, 1, { secondsAgo: -301 })).rejects.toMatchObject({
      code: "timestamp_in_future",
    });
    await value("123456789012345");
    await reportUsage(account, customer, 1, { secondsAgo: -299 });
  });

  test("is taken one call at a time per customer and meter", async () => {
    const { customer } = await buyPlan(account, plans.starter);
    const { customer: other } = await buyPlan(account, plans.starter);
    // Long enough for the second call to come while the first is busy, however slow this machine is.
    account.standIn.state.busyMs = 2_000;
    const calls = await Promise.allSettled(
      [customer, customer, other].map((id) => reportUsage(account, id, 1)),
    );
    const refused = calls.flatMap((call) => (call.status === "rejected" ? [call.reason] : []));
    expect(refused).toMatchObject([{ statusCode: 429, code: "lock_timeout" }]);
    expect(calls[2]?.status).toBe("fulfilled");
  });

  test("is summed by whole UTC days and hours", async () => {
    const { stripe } = account;
    const { customer } = await buyPlan(account, plans.starter);
    await reportUsage(account, customer, 3);
    await account.standIn.clock.advance(20 * HOUR);
    await reportUsage(account, customer, 4);
    expect(await usageByDay(customer)).toEqual([
      ["2026-11-02", 4],
      ["2026-11-01", 3],
    ]);
    const uneven = stripe.billing.meters.listEventSummaries(plans.meter.id, {
      customer,
      start_time: 1,
      end_time: 86_401,
      value_grouping_window: "day",
    });
    await expect(uneven).rejects.toThrow("aligned with day");
  });
});

describe("a call that goes wrong", () => {
  test("is done once under its key however often it is sent, and not under the same key with other words", async () => {
    const { stripe, standIn } = account;
    const key = { idempotencyKey: "customer-of-acme" };
    const [first, second] = [
      await stripe.customers.create({ name: "Acme" }, key),
      await stripe.customers.create({ name: "Acme" }, key),
    ];
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    await expect(stripe.customers.create({ name: "Other" }, key)).rejects.toMatchObject({
      rawType: "idempotency_error",
      statusCode: 400,
    });
    expect(standIn.state.customers.size).toBe(1);
  });

  test("is refused while another with its key is being worked on", async () => {
    const { customer } = await buyPlan(account, plans.starter);
    const event = {
      event_name: "overage",
      identifier: "once",
      payload: { stripe_customer_id: customer, value: "5" },
    };
    account.standIn.state.busyMs = 2_000;
    const twice = [1, 2].map(() =>
      account.stripe.billing.meterEvents.create(event, { idempotencyKey: "usage-once" }),
    );
    const refused = (await Promise.allSettled(twice)).flatMap((call) =>
      call.status === "rejected" ? [call.reason] : [],
    );
    expect(refused).toMatchObject([{ statusCode: 409, code: "idempotency_key_in_use" }]);
    expect(account.standIn.state.usageOf("overage", customer)).toHaveLength(1);
  });

  test("ends with 500 or 429 before anything is done, and only where it is wished for", async () => {
    const { stripe, standIn } = account;
    standIn.faults.answer500(1, "/v1/customers");
    standIn.faults.answer429(1, /customers$/, 7);
    await stripe.products.create({ name: "Untouched" });
    await expect(stripe.customers.create({})).rejects.toMatchObject({
      statusCode: 500,
      requestId: expect.stringMatching(/^req_/),
    });
    await expect(stripe.customers.create({})).rejects.toMatchObject({
      statusCode: 429,
      headers: { "retry-after": "7" },
    });
    expect(standIn.state.customers.size).toBe(0);
    await stripe.customers.create({});
    expect(standIn.state.customers.size).toBe(1);
  });

  test("may have been done although no answer came: the library's own repeat finds that out", async () => {
    const { standIn } = account;
    standIn.faults.loseAnswer(1, "/v1/customers");
    const { id } = await stripeClient(standIn, 2).customers.create({ name: "Acme" });
    expect([...standIn.state.customers.keys()]).toEqual([id]);
  });

  test("takes its time", async () => {
    const { stripe, standIn } = account;
    standIn.faults.delay(300, 1);
    await expect(stripe.customers.list({}, { timeout: 50, maxNetworkRetries: 0 })).rejects.toThrow();
    await expect(stripe.customers.list()).resolves.toBeDefined();
  });
});

describe("webhooks", () => {
  test("are signed, and tell of a purchase in the order in which it happened", async () => {
    const seen = receive();
    await buyPlan(account, plans.starter);
    await account.standIn.deliveries.settled();
    expect(seen.types()).toEqual([
      "customer.created",
      "payment_method.attached",
      "customer.subscription.created",
      "invoice.created",
      "invoice.finalized",
      "invoice.paid",
      "invoice.payment_succeeded",
      "customer.subscription.updated",
      "checkout.session.completed",
    ]);
    expect(account.standIn.violations).toEqual([]);
  });

  test("can be held, let go in any order, doubled and sent again", async () => {
    const { deliveries } = account.standIn;
    const seen = receive();
    deliveries.hold();
    deliveries.duplicate();
    await buyPlan(account, plans.starter);
    expect([seen.types(), deliveries.heldBack]).toEqual([[], 9]);
    await deliveries.release({ order: "reversed" });
    expect(seen.types().slice(0, 3)).toEqual([
      "checkout.session.completed",
      "checkout.session.completed",
      "customer.subscription.updated",
    ]);
    expect(seen.types()).toHaveLength(18);
    await deliveries.replay("invoice.paid");
    expect(seen.types().slice(18)).toEqual(["invoice.paid"]);
    expect(new Set(seen.ids()).size).toBe(9);
  });

  test("that are not answered with 2xx come again", async () => {
    const { deliveries } = account.standIn;
    const seen = receive([500, 200]);
    await account.stripe.customers.create({});
    await deliveries.settled();
    expect(deliveries.undelivered).toBe(1);
    await deliveries.redeliver();
    expect([deliveries.undelivered, seen.types()]).toEqual([0, ["customer.created", "customer.created"]]);
  });

  test("tell thinly of usage for a customer that does not exist, under a secret of their own", async () => {
    const { stripe, standIn } = account;
    const thin: Stripe.V2.Core.EventNotification[] = [];
    standIn.deliverTo(
      async () => new Response(),
      async (request) => {
        const header = request.headers.get("stripe-signature") ?? "";
        thin.push(stripe.parseEventNotification(await request.text(), header, standIn.thinSecret));
        return new Response();
      },
    );
    await reportUsage(account, "cus_nobody", 5, { identifier: "lost" });
    await standIn.deliveries.settled();
    const [notification] = thin;
    if (notification?.type !== "v1.billing.meter.error_report_triggered") throw new Error("No report came.");
    expect(notification.related_object.id).toBe(plans.meter.id);
    const { data } = await notification.fetchEvent();
    const [error] = data.reason.error_types;
    expect(error?.code).toBe("meter_event_customer_not_found");
    expect(error?.sample_errors[0]?.request.identifier).toBe("lost");
    expect(standIn.violations).toEqual([]);
  });
});

describe("the hosted pages", () => {
  test("let a customer pay, try another card and come back", async () => {
    const { standIn } = account;
    const { url, id } = await startCheckout(account, plans.starter);
    if (!url) throw new Error("The session has no page.");
    const html = await (await fetch(url)).text();
    for (const words of [
      "Starter",
      "$99.00",
      "$0.000015 per unit used",
      "<button>Pay</button>",
      ">Cancel</a>",
    ])
      expect(html).toContain(words);
    const submit = (card: string) =>
      fetch(url, { method: "POST", body: new URLSearchParams({ card }), redirect: "manual" });
    expect(await (await submit("declined")).text()).toContain("Your card was declined.");
    expect(standIn.state.subscriptions.size).toBe(0);
    const paid = await submit("good");
    expect([paid.status, paid.headers.get("location")]).toEqual([
      303,
      "http://localhost:3000/billing?checkout=done",
    ]);
    expect(standIn.state.checkoutSessions.get(id)?.status).toBe("complete");
    expect((await fetch(url)).status).toBe(410);
  });

  test("show the portal with its cards, its end of a plan and its invoices as PDF", async () => {
    const { stripe, standIn } = account;
    const { customer, subscription } = await buyPlan(account, plans.starter);
    const { url } = await stripe.billingPortal.sessions.create({
      customer,
      return_url: "http://localhost:3000/billing",
    });
    const press = async (fields: Record<string, string>) =>
      (await fetch(url, { method: "POST", body: new URLSearchParams(fields) })).text();
    expect(await press({ do: "card", card: "declined" })).toContain("Visa ending in 0341");
    expect(await press({ do: "cancel", subscription })).toContain("Ends on Dec 1, 2026");
    expect((await stripe.subscriptions.retrieve(subscription)).cancel_at_period_end).toBe(true);
    expect(await press({ do: "resume", subscription })).toContain("Renews on Dec 1, 2026");
    const [invoice] = (await stripe.invoices.list({ customer })).data;
    const pdf = await fetch(invoice?.invoice_pdf ?? "");
    expect([pdf.headers.get("content-type"), (await pdf.text()).slice(0, 5)]).toEqual([
      "application/pdf",
      "%PDF-",
    ]);
    expect(standIn.violations).toEqual([]);
  });

  test("come from a process of their own, too", async () => {
    const script = fileURLToPath(new URL("../stripe/main.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, "--port", "0"]);
    onTestFinished(() => void child.kill());
    let said = "";
    for await (const chunk of child.stdout) {
      said += String(chunk);
      if (said.includes("STRIPE_THIN_WEBHOOK_SECRET=")) break;
    }
    const [, url = ""] = /STRIPE_API_URL=(.*)/.exec(said) ?? [];
    expect(await (await fetch(`${url}/_control/violations`)).json()).toEqual([]);
    expect((await fetch(`${url}/checkout/cs_test_none`)).status).toBe(404);
  });

  test("are steered from another process", async () => {
    const control = async (what: string, body?: unknown) =>
      (
        await fetch(`${account.standIn.url}/_control/${what}`, {
          method: "POST",
          body: JSON.stringify(body ?? {}),
        })
      ).json();
    await control("faults", { kind: "500", path: "/v1/customers" });
    await expect(account.stripe.customers.create({})).rejects.toMatchObject({ statusCode: 500 });
    expect(await control("advance", { milliseconds: DAY })).toEqual({ now: "2026-11-02T10:00:00.000Z" });
    expect(await control("state")).toMatchObject({ customers: [], violations: [] });
    expect(await control("faults", { kind: "flood" })).toMatchObject({
      error: expect.stringContaining("kind"),
    });
  });
});

function post(path: string, body: string, headers: Record<string, string> = {}) {
  const { apiKey, url } = account.standIn;
  return fetch(`${url}${path}`, {
    method: "POST",
    body,
    headers: { authorization: `Bearer ${apiKey}`, "stripe-version": Stripe.API_VERSION, ...headers },
  });
}

/** A receiver of webhooks that proves their signatures and answers as told, then with 200. */
function receive(statuses: number[] = []) {
  const events: Stripe.Event[] = [];
  const { standIn, stripe } = account;
  standIn.deliverTo(async (request) => {
    const header = request.headers.get("stripe-signature") ?? "";
    events.push(stripe.webhooks.constructEvent(await request.text(), header, standIn.webhookSecret));
    return new Response(null, { status: statuses.shift() ?? 200 });
  });
  return { types: () => events.map(({ type }) => type), ids: () => events.map(({ id }) => id) };
}

async function usageByDay(customer: string) {
  const day = Date.UTC(2026, 10, 1) / 1000;
  const { data } = await account.stripe.billing.meters.listEventSummaries(plans.meter.id, {
    customer,
    start_time: day,
    end_time: day + 2 * 86_400,
    value_grouping_window: "day",
  });
  return data
    .filter(({ aggregated_value: value }) => value !== 0)
    .map(({ start_time, aggregated_value }) => [
      new Date(start_time * 1000).toISOString().slice(0, 10),
      aggregated_value,
    ]);
}

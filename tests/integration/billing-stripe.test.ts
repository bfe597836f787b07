/** What an owner does with a subscription, against the stand-in for Stripe: bought once, whatever gets lost on the way. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureStripeCatalogue } from "@/server/billing/stripe-catalogue";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { pool } from "@/server/db/pool";
import { completeEnvironment } from "@/server/env";
import { newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { type StripeStandIn, startStripe } from "../stripe/stand-in/start-stripe";
import { charge } from "./support/billed-workspace";
import { publish } from "./support/engine";
import { setClock } from "./support/set-clock";

type Paid = "starter" | "professional" | "enterprise";
const DAY_MS = 86_400_000;

let stripe: StripeStandIn;
let clock: ReturnType<typeof setClock>;
let owner: Person;

beforeAll(async () => {
  clock = setClock(new Date());
  stripe = await startStripe({ now });
  completeEnvironment({
    ...{ STRIPE_SECRET_KEY: stripe.apiKey, STRIPE_API_URL: stripe.url },
    AUTH_URL: "https://baton.example.com",
  });
  await ensureStripeCatalogue();
});
afterAll(async () => {
  clock.restore();
  await stripe.stop();
});
beforeEach(async () => {
  owner = await newPerson("Olga");
});
afterEach(() => {
  stripe.faults.clear();
  expect(stripe.violations).toEqual([]);
});

const here = () => ({ workspace: owner.workspace.slug });
const billing = () => owner.caller.billing;
const overview = () => billing().overview(here());
const checkout = (plan: Paid, click = newId()) => billing().startCheckout({ ...here(), plan, click });
const change = (plan: Paid, more: { click?: string; at?: Date } = {}) =>
  billing().changePlan({ ...here(), plan, ...more });
const audited = async () => (await owner.caller.audit.list(here())).entries.map(({ action }) => action);

async function buy(plan: Paid) {
  const { url } = await checkout(plan);
  expect(await stripe.pay(sessionOf(url).id)).toBe(true);
  return billing().refresh(here());
}

function sessionOf(url: string) {
  const session = sessions().find(({ id }) => url.includes(id));
  if (!session) throw new Error(`${url} is no checkout of the stand-in`);
  return session;
}

const sessions = () =>
  [...stripe.state.checkoutSessions.values()].filter(
    ({ clientReferenceId }) => clientReferenceId === owner.workspace.id,
  );
const subscriptions = async () => {
  const customer = await customerId();
  return [...stripe.state.subscriptions.values()].filter((one) => one.customer === customer);
};
const invoices = async () => {
  const customer = await customerId();
  return [...stripe.state.invoices.values()].filter((one) => one.customer === customer);
};
async function customerId(): Promise<string> {
  const { rows } = await pool().query(
    "select stripe_customer_id as id from billing_accounts where workspace_id = $1",
    [owner.workspace.id],
  );
  return rows[0]?.id ?? "";
}
const priceKeys = (items: { price: string }[]) =>
  items.map(({ price }) => stripe.state.prices.get(price)?.lookupKey);

describe("a checkout", () => {
  test("sells both prices of a plan and leads back to Settings → Billing", async () => {
    const { url } = await checkout("starter");
    const session = sessionOf(url);
    const page = `https://baton.example.com/w/${owner.workspace.slug}/settings/billing`;
    expect(session).toMatchObject({
      ...{ customer: await customerId(), clientReferenceId: owner.workspace.id },
      ...{ successUrl: `${page}?checkout=done&plan=starter`, cancelUrl: `${page}?checkout=cancelled` },
      ...{ allowPromotionCodes: true, collectsTaxId: true },
      subscriptionMetadata: { workspace_id: owner.workspace.id },
    });
    expect(priceKeys(session.lineItems)).toEqual(["starter_monthly_v1", "starter_overage_v1"]);
    expect(session.lineItems.map(({ quantity }) => quantity)).toEqual([1, undefined]);
    expect(await audited()).toContain("checkout.started");
  });

  test("grants nothing until it is paid; then plan and tokens are there", async () => {
    const { url } = await checkout("starter");
    expect(await billing().refresh(here())).toMatchObject({ plan: "trial", subscription: null });
    expect(await stripe.pay(sessionOf(url).id, "declined")).toBe(false);
    expect(await billing().refresh(here())).toMatchObject({ plan: "trial" });
    expect(await stripe.pay(sessionOf(url).id)).toBe(true);
    expect(await billing().refresh(here())).toMatchObject({
      ...{ configured: true, plan: "starter", status: "ok" },
      subscription: { status: "active", plan: "starter", cancelAt: null, pendingPlan: null },
    });
    expect((await owner.caller.usage.period(here())).includedMilliTokens).toBe(1_000_000);
  });

  test("is one at a time: the same plan goes on with it, another plan closes it", async () => {
    const [first, again] = [await checkout("starter"), await checkout("starter")];
    expect(again.url).toBe(first.url);
    const other = await checkout("professional");
    expect(sessionOf(first.url).status).toBe("expired");
    expect(sessionOf(other.url).status).toBe("open");
  });

  test("started twice at once is made once", async () => {
    const both = await Promise.allSettled([checkout("starter"), checkout("professional")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(sessions()).toHaveLength(1);
  });

  test("is refused where there is a plan that can be changed, also before its webhook came", async () => {
    const { url } = await checkout("starter");
    await stripe.pay(sessionOf(url).id);
    expect(await refusalOf(checkout("professional"))).toMatchObject({
      code: "conflict",
      message: "This workspace has the Starter plan already. Change that plan instead of buying another.",
    });
  });

  test("is refused for a plan that is too small for what is switched on", async () => {
    await pool().query("update workspaces set plan = 'professional' where id = $1", [owner.workspace.id]);
    for (const name of ["Nina", "Otto"]) await owner.caller.agents.create({ ...here(), agent: { name } });
    expect((await refusalOf(checkout("starter"))).message).toContain("Take off duty at least 1 of");
    expect(sessions()).toEqual([]);
  });

  test("whose answer got lost is found again by the next click", async () => {
    await checkout("starter");
    stripe.faults.loseAnswer(9, "POST /v1/checkout/sessions");
    const lost = await refusalOf(checkout("professional"));
    expect(lost).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("nothing is bought twice"),
    });
    stripe.faults.clear();
    await checkout("professional");
    expect(sessions().filter(({ status }) => status === "open")).toHaveLength(1);
  });

  test("for a customer that was deleted at Stripe makes another one", async () => {
    await checkout("starter");
    const before = await customerId();
    const customer = stripe.state.customers.get(before);
    if (customer) customer.deleted = true;
    await buy("starter");
    expect(await customerId()).not.toBe(before);
    expect((await overview()).plan).toBe("starter");
  });
});

describe("an upgrade", () => {
  test("costs what the preview says, at once, with both prices changed and the old usage sent before", async () => {
    await buy("starter");
    clock.advance(10 * DAY_MS);
    const { period } = await owner.caller.usage.period(here());
    await charge(pool(), owner.workspace.id, { amount: 700_000, at: now(), period: period.key });
    const preview = await billing().previewChange({ ...here(), plan: "professional" });
    expect(preview).toMatchObject({ when: "now", at: expect.any(Date) });
    expect(preview.dueNowCents).toBe(preview.lines.reduce((sum, { cents }) => sum + cents, 0));
    expect(preview.dueNowCents).toBeGreaterThan(0);
    clock.advance(90_000);
    const done = await change("professional", { at: preview.at });
    expect(done).toMatchObject({
      ...{ outcome: "changed", plan: "professional", payUrl: null },
      message: "The plan is Professional now.",
    });
    const [subscription] = await subscriptions();
    expect(priceKeys(subscription?.items ?? [])).toEqual([
      "professional_monthly_v1",
      "professional_overage_v1",
    ]);
    const [first] = (await billing().invoices(here())).invoices;
    expect(first).toMatchObject({ status: "paid", totalCents: preview.dueNowCents, currency: "usd" });
    const sent = stripe.state.meterEvents.filter(({ customer }) => customer === subscription?.customer);
    expect(sent.map(({ eventName, value }) => [eventName, value])).toEqual([["baton_tokens", 700_000]]);
    expect((await owner.caller.usage.period(here())).includedMilliTokens).toBe(5_000_000);
  });

  test("that is not paid changes nothing, and says where to pay", async () => {
    await buy("starter");
    stripe.changeCard(await customerId(), "declined");
    const unpaid = await change("professional");
    expect(unpaid).toMatchObject({
      outcome: "unpaid",
      plan: "starter",
      payUrl: expect.stringMatching(/^http/),
    });
    expect(unpaid.message).toContain("the plan is still Starter, and nothing was granted");
    expect((await owner.caller.usage.period(here())).includedMilliTokens).toBe(1_000_000);
    stripe.changeCard(await customerId(), "good");
    expect(await change("professional")).toMatchObject({ outcome: "changed", plan: "professional" });
    expect((await invoices()).map(({ status }) => status)).toEqual(["paid", "void", "paid"]);
  });

  test("whose answer got lost is not bought twice", async () => {
    await buy("starter");
    const click = newId();
    const [subscription] = await subscriptions();
    stripe.faults.loseAnswer(9, `POST /v1/subscriptions/${subscription?.id}`);
    expect(await refusalOf(change("professional", { click }))).toMatchObject({ code: "unavailable" });
    stripe.faults.clear();
    expect(await change("professional", { click })).toMatchObject({
      outcome: "changed",
      plan: "professional",
    });
    expect(await invoices()).toHaveLength(2);
    expect(await refusalOf(change("professional"))).toMatchObject({ code: "conflict" });
  });

  test("clicked twice at once is one", async () => {
    await buy("starter");
    const both = await Promise.allSettled([change("professional"), change("professional")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await invoices()).toHaveLength(2);
  });
});

describe("a downgrade", () => {
  test("waits for the end of the period, can be withdrawn, and costs nothing now", async () => {
    await buy("professional");
    const ends = (await overview()).subscription?.currentPeriodEnd;
    expect(await billing().previewChange({ ...here(), plan: "starter" })).toEqual({
      ...{ when: "at period end", at: ends, dueNowCents: 0 },
      lines: [{ text: "Starter plan, a month", cents: 9_900 }],
    });
    const scheduled = await change("starter");
    expect(scheduled).toMatchObject({
      ...{ outcome: "scheduled", plan: "professional", subscription: { pendingPlan: "starter" } },
      message: expect.stringMatching(/^The plan stays Professional until .* and is Starter from then on\.$/),
    });
    expect(await refusalOf(change("starter"))).toMatchObject({ code: "conflict" });
    expect(await change("professional")).toMatchObject({
      ...{ outcome: "kept", message: "The plan stays Professional.", subscription: { pendingPlan: null } },
    });
    expect(await invoices()).toHaveLength(1);
    expect((await audited()).slice(0, 2)).toEqual(["plan.change_withdrawn", "plan.change_scheduled"]);
  });

  test("is there with the next period", async () => {
    await buy("professional");
    await change("starter");
    clock.advance(32 * DAY_MS);
    expect(await billing().refresh(here())).toMatchObject({
      ...{ plan: "starter", subscription: { plan: "starter", pendingPlan: null } },
    });
    const [subscription] = await subscriptions();
    expect(priceKeys(subscription?.items ?? [])).toEqual(["starter_monthly_v1", "starter_overage_v1"]);
  });

  test("gives way to an upgrade", async () => {
    await buy("professional");
    await change("starter");
    expect(await change("enterprise")).toMatchObject({
      ...{ outcome: "changed", plan: "enterprise", subscription: { pendingPlan: null } },
    });
  });

  test("to a plan that is too small asks nothing of Stripe", async () => {
    await buy("professional");
    const flow = { trigger: { type: "event", event_types: ["x.y"] }, steps: [{ id: "a", type: "end" }] };
    for (let i = 1; i <= 11; i++) await publish(owner.workspace.id, { ...flow, name: `Flow ${i}` });
    const { message } = await refusalOf(change("starter"));
    expect(message).toContain("It lets 10 flows be active, and 11 are. Pause at least 1 of “Flow 11”");
    expect([...stripe.state.schedules.values()].some(({ customer }) => customer === owner.id)).toBe(false);
    expect((await overview()).subscription?.pendingPlan).toBeNull();
  });
});

describe("a cancelation", () => {
  test("ends the plan with the period; until then it can be taken back", async () => {
    await buy("starter");
    const canceled = await billing().cancel(here());
    expect(canceled.subscription?.cancelAt).toEqual(canceled.subscription?.currentPeriodEnd);
    expect(canceled.plan).toBe("starter");
    expect(await refusalOf(billing().cancel(here()))).toMatchObject({ code: "conflict" });
    expect((await refusalOf(change("professional"))).message).toContain("Resume it first");
    expect((await billing().resume(here())).subscription?.cancelAt).toBeNull();
    expect(await refusalOf(billing().resume(here()))).toMatchObject({ code: "conflict" });
    await billing().cancel(here());
    clock.advance(32 * DAY_MS);
    expect(await billing().refresh(here())).toMatchObject({ plan: "trial", subscription: null });
    expect(await audited()).toEqual(
      expect.arrayContaining(["subscription.canceled", "subscription.resumed"]),
    );
  });

  test("takes the place of a downgrade that was to come", async () => {
    await buy("professional");
    await change("starter");
    expect((await billing().cancel(here())).subscription).toMatchObject({
      ...{ pendingPlan: null, cancelAt: expect.any(Date) },
    });
  });

  test("needs something to cancel", async () => {
    expect(await refusalOf(billing().cancel(here()))).toMatchObject({
      message: "This workspace has no plan that is paid for. Choose one first.",
    });
  });
});

test("the portal opens for one click and is written down nowhere", async () => {
  const [first, second] = [await billing().openPortal(here()), await billing().openPortal(here())];
  expect(first.url).not.toBe(second.url);
  expect(stripe.state.portalConfigurations.size).toBe(1);
  const { entries } = await owner.caller.audit.list(here());
  expect(entries[0]?.action).toBe("billing_portal.opened");
  expect(JSON.stringify(entries)).not.toContain(first.url);
});

test("invoices are listed page by page, with where to read and pay them", async () => {
  await buy("starter");
  for (const plan of ["professional", "enterprise"] as const) await change(plan);
  const page = await billing().invoices(here());
  expect(page.invoices.map(({ status }) => status)).toEqual(["paid", "paid", "paid"]);
  expect(page.invoices.at(-1)).toMatchObject({
    ...{ totalCents: 9_900, currency: "usd", number: expect.stringMatching(/-0001$/) },
    ...{ pdfUrl: expect.stringMatching(/^http/), pageUrl: expect.stringMatching(/^http/) },
  });
  const rest = await billing().invoices({ ...here(), cursor: page.invoices[0]?.id });
  expect(rest.invoices.map(({ id }) => id)).toEqual(page.invoices.slice(1).map(({ id }) => id));
});

describe("what goes wrong at Stripe is said in words", () => {
  test.each([
    ["500", () => stripe.faults.answer500(9), "unavailable", "Stripe does not answer."],
    ["429", () => stripe.faults.answer429(1), "rate_limited", "Try again in a few seconds."],
    ["a lost answer", () => stripe.faults.loseAnswer(9), "unavailable", "Stripe does not answer."],
  ])("%s", async (_, break_, code, words) => {
    await buy("starter");
    for (const call of [() => billing().openPortal(here()), () => billing().cancel(here())]) {
      stripe.faults.clear();
      break_();
      expect(await refusalOf(call())).toMatchObject({ code, message: expect.stringContaining(words) });
    }
    stripe.faults.clear();
    expect((await billing().refresh(here())).subscription).toMatchObject({ cancelAt: null });
    expect((await billing().cancel(here())).subscription?.cancelAt).not.toBeNull();
  });

  test("a key that Stripe does not take", async () => {
    completeEnvironment({ STRIPE_SECRET_KEY: "sk_test_of_another" });
    const { code, message } = await refusalOf(billing().openPortal(here()));
    completeEnvironment({ STRIPE_SECRET_KEY: stripe.apiKey });
    expect({ code, message }).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("checks STRIPE_SECRET_KEY"),
    });
    expect(stripe.violations.splice(0)).not.toEqual([]);
  });
});

/** The ledger through the exporter into the stand-in for Stripe: its meters and invoices say what the ledger says. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { collectNow } from "@/server/billing/export/collect-now";
import { flushUsage } from "@/server/billing/export/flush-usage";
import { sendUsage } from "@/server/billing/export/send-usage";
import { reconcileWorkspace } from "@/server/billing/reconcile/reconcile-workspace";
import { repairDifference } from "@/server/billing/reconcile/repair-difference";
import { ensureStripeCatalogue } from "@/server/billing/stripe-catalogue";
import { requireStripe } from "@/server/billing/stripe-client";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { completeEnvironment } from "@/server/env";
import { latestReconciliation } from "@/server/features/reconciliation/data";
import { refreshAllowance } from "@/server/records/allowance";
import { overageOf } from "@/server/records/overage";
import { newPerson, type Person } from "../fixtures/people";
import { type StripeStandIn, startStripe } from "../stripe/stand-in/start-stripe";
import { charge } from "./support/billed-workspace";
import { setClock } from "./support/set-clock";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = new Date("2026-03-01T00:00:00Z");
const EVENTS = "POST /v1/billing/meter_events";

let stripe: StripeStandIn;
let clock: ReturnType<typeof setClock>;
let owner: Person;
let customer: string;

beforeAll(async () => {
  clock = setClock(START);
  stripe = await startStripe({ now });
  completeEnvironment({ STRIPE_SECRET_KEY: stripe.apiKey, STRIPE_API_URL: stripe.url, AUTH_URL: stripe.url });
  await ensureStripeCatalogue();
});
afterAll(async () => {
  clock.restore();
  await stripe.stop();
});
beforeEach(async () => {
  owner = await newPerson("Olga");
  await owner.caller.billing.startCheckout({
    ...{ workspace: owner.workspace.slug, plan: "starter", click: newId() },
  });
  const session = [...stripe.state.checkoutSessions.values()].find(
    ({ clientReferenceId }) => clientReferenceId === owner.workspace.id,
  );
  await stripe.pay(session?.id ?? "");
  await owner.caller.billing.refresh({ workspace: owner.workspace.slug });
  customer = session?.customer ?? "";
});
afterEach(async () => {
  stripe.faults.clear();
  expect(stripe.violations).toEqual([]);
  await pool().query("update usage_exports set settled_at = now() where settled_at is null");
});

const id = () => owner.workspace.id;

/** The period that goes on now, with an account: what a first run in it makes. */
async function period(): Promise<string> {
  await inTransaction((tx) => refreshAllowance(tx, id()));
  const { rows } = await pool().query<{ key: string }>(
    "select period as key from quota_accounts where workspace_id = $1 and period <> 'trial' order by starts_at desc limit 1",
    [id()],
  );
  return rows[0]?.key ?? "";
}

const use = async (amount: number, key?: string) =>
  charge(pool(), id(), { amount, at: now(), period: key ?? (await period()) });

const counted = (eventName: string) =>
  stripe.state.meterEvents
    .filter((event) => event.customer === customer && event.eventName === eventName && !event.canceled)
    .reduce((sum, { value }) => sum + value, 0);
const meters = () => [counted("baton_tokens"), counted("baton_overage_tokens")];

const statuses = async () =>
  (
    await pool().query<{ status: string; error: string | null }>(
      "select status, error from usage_exports where workspace_id = $1 order by seq",
      [id()],
    )
  ).rows.map(({ status }) => status);

const invoices = () => [...stripe.state.invoices.values()].filter((one) => one.customer === customer);

async function compare() {
  await reconcileWorkspace(id());
  const latest = await latestReconciliation(id());
  if (!latest) throw new Error("nothing was compared");
  return latest;
}

test("a month is billed to the milli-token: fee and overage on the invoice, what came late on the next one", async () => {
  const key = await period();
  for (const amount of [600_000, 500_000, 133_333]) {
    clock.advance(DAY);
    await use(amount, key);
    await flushUsage(id());
  }
  expect(meters()).toEqual([1_233_333, 233_333]);
  const { overageMilliTokens } = await overageOf(pool(), id(), { key });
  expect(overageMilliTokens).toBe(233_333);
  const { rows } = await pool().query<{ endsAt: Date }>(
    `select ends_at as "endsAt" from quota_accounts where workspace_id = $1 and period = $2`,
    [id(), key],
  );
  const endsAt = rows[0]?.endsAt ?? now();
  clock.set(new Date(endsAt.getTime() + 20 * MINUTE));
  // Settled after the turn, in the period that made its reservation: the invoice is a draft for an hour.
  await use(1_000, key);
  expect(await flushUsage(id())).toMatchObject({ left: 0 });
  expect(meters()).toEqual([1_234_333, 234_333]);
  clock.advance(2 * HOUR);
  await use(2_000, key);
  expect(await flushUsage(id())).toMatchObject({ left: 0 });
  expect(meters()).toEqual([1_234_333, 234_333]);
  expect((await statuses()).slice(-2)).toEqual(["late", "late"]);
  const renewal = invoices().find(({ billingReason }) => billingReason === "subscription_cycle");
  expect(renewal?.status).toBe("paid");
  const overage = renewal?.lines.find(({ usage }) => usage !== null);
  // 234,333 milli-tokens at 0.0015 cents.
  expect(overage).toMatchObject({ quantity: 234_333, unitAmountDecimal: "0.0015" });
  const items = [...stripe.state.invoiceItems.values()].filter((item) => item.customer === customer);
  expect(items.map(({ line }) => [line.quantity, line.unitAmountDecimal])).toEqual([[2_000, "0.0015"]]);
  clock.advance(40 * DAY);
  await ensureStripeCatalogue();
  const next = invoices().filter(({ billingReason }) => billingReason === "subscription_cycle")[1];
  expect(next?.lines.some(({ invoiceItem }) => invoiceItem === items[0]?.id)).toBe(true);
});

test("500, 429, lost answers, delays and two exporters at once: each token arrives once, in one call at a time", async () => {
  const key = await period();
  for (let turn = 0; turn < 12; turn++) {
    await use(100_000 + turn, key);
    if (turn === 8) await use(-40_000, key);
    if (turn % 3 === 0) stripe.faults.answer500(1, EVENTS);
    if (turn % 3 === 1) stripe.faults.answer429(1, EVENTS, 5);
    if (turn % 2 === 0) stripe.faults.loseAnswer(1, EVENTS);
    stripe.faults.delay(5, 1, EVENTS);
    clock.advance(20 * MINUTE);
    await collectNow(id());
    await Promise.all([sendUsage(), sendUsage(), flushUsage(id())]);
  }
  stripe.faults.clear();
  for (let turn = 0; turn < 10; turn++) {
    clock.advance(HOUR);
    await collectNow(id());
    await sendUsage();
  }
  const { usedMilliTokens, overageMilliTokens } = await overageOf(pool(), id(), { key });
  expect(usedMilliTokens).toBe(1_160_066);
  expect(meters()).toEqual([usedMilliTokens, overageMilliTokens]);
  expect(await compare()).toMatchObject({ matched: true, against: "stripe", waitingMilliTokens: 0 });
});

test("400 for an identifier that is there already means: delivered", async () => {
  await use(300);
  await collectNow(id());
  expect(await statuses()).toEqual(["pending"]);
  const { rows } = await pool().query<{ identifier: string }>(
    "select identifier from usage_exports where workspace_id = $1",
    [id()],
  );
  await requireStripe().billing.meterEvents.create({
    ...{ event_name: "baton_tokens", identifier: rows[0]?.identifier ?? "" },
    payload: { stripe_customer_id: customer, value: "300" },
  });
  await flushUsage(id());
  expect([await statuses(), meters()]).toEqual([["duplicate"], [300, 0]]);
});

test("three days of outage: an answer that was lost on the first is looked up, not sent again", async () => {
  const key = await period();
  await use(5_000, key);
  stripe.faults.loseAnswer(1, EVENTS);
  await flushUsage(id());
  stripe.faults.answer500(1_000);
  for (let day = 0; day < 3; day++) {
    clock.advance(DAY);
    await use(1_000, key);
    await collectNow(id());
    await sendUsage();
  }
  expect(await compare()).toMatchObject({ matched: true, against: "ledger only" });
  expect((await latestReconciliation(id()))?.problem).toContain("Stripe could not be asked");
  stripe.faults.clear();
  clock.advance(HOUR);
  await sendUsage();
  expect(meters()).toEqual([8_000, 0]);
  expect(new Set(await statuses())).toEqual(new Set(["sent"]));
});

test("a meter that was deactivated: its usage is kept with the cause, and listed", async () => {
  const key = await period();
  await use(700, key);
  const meter = [...stripe.state.meters.values()].find(({ eventName }) => eventName === "baton_tokens");
  if (!meter) throw new Error("there is no meter");
  meter.active = false;
  await flushUsage(id());
  meter.active = true;
  expect(await statuses()).toEqual(["failed"]);
  clock.advance(2 * HOUR);
  const { differences } = await compare();
  expect(differences).toMatchObject([{ cause: "failed export", canRepair: true }]);
  expect(differences[0]?.what).toContain("No active meter found");
  const difference = differences[0]?.id ?? "";
  await repairDifference(id(), difference, { type: "user", id: owner.id, name: owner.name });
  await flushUsage(id());
  clock.advance(2 * HOUR);
  expect(meters()).toEqual([700, 0]);
  expect(await compare()).toMatchObject({ matched: true, against: "stripe" });
});

test("owners run and repair it, everybody reads it", async () => {
  const workspace = owner.workspace.slug;
  expect(await owner.caller.reconciliation.latest({ workspace })).toBeNull();
  expect(await owner.caller.reconciliation.run({ workspace })).toMatchObject({
    ...{ matched: true, differenceMilliTokens: 0, differences: [] },
  });
  await expect(owner.caller.reconciliation.repair({ workspace, id: newId() })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

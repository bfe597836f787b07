/** Terms agreed with one workspace, against the stand-in for Stripe: what it is billed is what its ledger says at those. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { flushUsage } from "@/server/billing/export/flush-usage";
import { reconcileWorkspace } from "@/server/billing/reconcile/reconcile-workspace";
import { cancelSubscription } from "@/server/billing/subscription/cancel-subscription";
import { syncCustomer } from "@/server/billing/sync-customer";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { agreePricing } from "@/server/features/credits/mutations";
import { latestReconciliation } from "@/server/features/reconciliation/data";
import { billingCommand } from "@/server/ops/billing-command";
import { refreshAllowance, setOverage } from "@/server/records/allowance";
import { newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { chargeTokens } from "./support/charge-tokens";
import { openStripe, type StripeAccount, untilHandled } from "./support/stripe-account";

const START = new Date("2026-11-10T10:00:00.000Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TERMS = { price: 800, included: 30_000, overage: 8, agents: 20, workflows: 200 };
const AGREED = {
  ...{ priceMicroDollars: 800_000_000, includedMilliTokens: 30_000_000, overageMicroDollars: 8 },
  ...{ maxAgents: 20, maxWorkflows: 200 },
};
const OPERATOR = { type: "internal", id: null, name: "Operator" } as const;

let account: StripeAccount;
let owner: Person;

beforeEach(async () => {
  account = await openStripe(START);
  owner = await newPerson("Olga");
});
afterEach(async () => {
  account.standIn.faults.clear();
  await account.close();
  await pool().query("delete from stripe_events");
  await pool().query("update billing_accounts set sync_due_at = 'infinity'");
  await pool().query("update usage_exports set settled_at = now() where settled_at is null");
});

const here = () => ({ workspace: owner.workspace.slug });
const billing = () => owner.caller.billing;
const agree = (terms = TERMS) => agreePricing(owner.workspace.id, OPERATOR, terms);
const buy = (plan: "starter" | "enterprise") => account.buy(owner.workspace.id, plan);
const key = (part: "monthly" | "overage") => `custom_${owner.workspace.id}_${part}`;

async function period(): Promise<string> {
  await inTransaction((tx) => refreshAllowance(tx, owner.workspace.id));
  return (await owner.caller.usage.period(here())).period.key;
}

/** As far as a cap on overage of $1,000 lets it. */
async function use(amount: number) {
  const cap = { enabled: true, capMicroDollars: 1_000_000_000 };
  await inTransaction((tx) => setOverage(tx, owner.workspace.id, cap));
  await chargeTokens(owner.workspace.id, amount);
  await account.standIn.clock.advance(HOUR);
}

async function monthPasses() {
  expect(await flushUsage(owner.workspace.id)).toMatchObject({ left: 0 });
  await account.standIn.clock.advance(31 * DAY);
  await untilHandled();
}

const prices = () =>
  [...account.standIn.state.prices.values()].filter(
    ({ metadata }) => metadata.workspace_id === owner.workspace.id,
  );
const invoices = (customer: string) =>
  [...account.standIn.state.invoices.values()].filter((one) => one.customer === customer);
const invoicesFor = (customer: string, reason: string) =>
  invoices(customer).filter(({ billingReason }) => billingReason === reason);
const overageLines = (customer: string, reason: string) =>
  invoicesFor(customer, reason).map(({ lines }) =>
    lines.flatMap(({ usage, quantity, unitAmountDecimal, amount }) =>
      usage && quantity ? [{ quantity, rate: unitAmountDecimal, amount }] : [],
    ),
  );
const paying = async (customer: string) =>
  (await account.subscriptionOf(customer)).items.data.map(({ price }) => price.lookup_key);
const openSessions = () =>
  [...account.standIn.state.checkoutSessions.values()].filter(({ status }) => status === "open");
async function agreements(): Promise<number> {
  const { entries } = await owner.caller.audit.list(here());
  return entries.filter(({ action }) => action === "workspace.pricing_agreed").length;
}

describe("agreed with a workspace that pays for a plan, terms", () => {
  test("are what it pays from then on; overage of before keeps its rate, and every invoice is the ledger's", async () => {
    const customer = await buy("enterprise");
    await account.standIn.clock.advance(5 * DAY);
    const first = await period();
    await use(20_300_000);
    expect(await agree()).toEqual({ terms: AGREED, payUrl: null });
    await untilHandled();
    expect(await paying(customer)).toEqual([key("monthly"), key("overage")]);
    expect(await billing().overview(here())).toMatchObject({
      ...{ plan: "enterprise", custom: true, terms: AGREED },
      subscription: { status: "active", plan: "enterprise" },
    });
    await use(10_123_457);
    const preview = await billing().preview({ ...here(), period: first });
    const told = preview.lines
      .filter(({ rateMicroDollars }) => rateMicroDollars !== null)
      .map(({ quantityMilliTokens, cents }) => ({ quantity: quantityMilliTokens, amount: cents }));
    expect(told).toEqual([
      { quantity: 300_000, amount: 300 },
      { quantity: 123_457, amount: 99 },
    ]);
    await monthPasses();
    expect(overageLines(customer, "subscription_update")).toEqual([[{ ...told[0], rate: "0.001" }]]);
    expect(overageLines(customer, "subscription_cycle")).toEqual([[{ ...told[1], rate: "0.0008" }]]);

    const second = await period();
    expect(second).not.toBe(first);
    await use(30_500_001);
    const month = await billing().preview({ ...here(), period: second });
    expect(month.totalCents).toBe(80_000 + 400);
    await monthPasses();
    const [, renewal] = invoicesFor(customer, "subscription_cycle");
    expect(renewal?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(month.totalCents);
    await syncCustomer(customer);
    expect(await billing().overview(here())).toMatchObject({ custom: true, terms: AGREED });
    await reconcileWorkspace(owner.workspace.id);
    expect(await latestReconciliation(owner.workspace.id)).toMatchObject({
      ...{ matched: true, against: "stripe", waitingMilliTokens: 0 },
    });
  });

  test("take the place of a smaller plan that was to follow", async () => {
    const customer = await buy("enterprise");
    await billing().changePlan({ ...here(), plan: "starter" });
    await agree();
    await monthPasses();
    expect(await paying(customer)).toEqual([key("monthly"), key("overage")]);
    expect(await billing().overview(here())).toMatchObject({
      ...{ plan: "enterprise", terms: AGREED },
      subscription: { pendingPlan: null },
    });
  });

  test("take it from a smaller plan as soon as they are paid, and not before", async () => {
    const customer = await buy("starter");
    account.standIn.changeCard(customer, "declined");
    const waiting = await agree();
    expect(waiting.payUrl).toMatch(/^http/);
    expect(await paying(customer)).toEqual(["starter_monthly_v1", "starter_overage_v1"]);
    expect(await billing().overview(here())).toMatchObject({ plan: "starter", custom: false });
    account.standIn.changeCard(customer, "good");
    expect(await agree()).toMatchObject({ payUrl: null });
    expect(await billing().overview(here())).toMatchObject({ plan: "enterprise", terms: AGREED });
    expect(invoices(customer).map(({ status }) => status)).toEqual(["paid", "void", "paid"]);
  });

  test("said twice are made once; another rate is another price under the same key", async () => {
    const customer = await buy("starter");
    await agree();
    await agree();
    expect(prices()).toHaveLength(2);
    expect(invoices(customer)).toHaveLength(2);
    expect(await agreements()).toBe(2);
    const before = (await account.subscriptionOf(customer)).items.data.map(({ price }) => price.id);
    await billingCommand(
      `pricing ${owner.workspace.slug} --price 800 --included 30000 --overage 9 --agents 20 --workflows 200`.split(
        " ",
      ),
    );
    expect(await paying(customer)).toEqual([key("monthly"), key("overage")]);
    for (const id of before) expect(account.standIn.state.prices.get(id)?.lookupKey).toBeNull();
    expect((await billing().overview(here())).overage.rateMicroDollars).toBe(9);
  });

  test("that leave the rate leave the price of overage: the month is one line, here and there", async () => {
    const customer = await buy("enterprise");
    const first = await period();
    await use(20_300_000);
    await agree({ ...TERMS, included: 20_200, overage: 10 });
    expect(await paying(customer)).toEqual([key("monthly"), "enterprise_overage_v1"]);
    await use(55_555);
    const { lines } = await billing().preview({ ...here(), period: first });
    expect(lines.at(-1)).toMatchObject({ quantityMilliTokens: 155_555, cents: 156 });
    await monthPasses();
    expect(overageLines(customer, "subscription_update")).toEqual([[]]);
    expect(overageLines(customer, "subscription_cycle")).toEqual([
      [{ quantity: 155_555, rate: "0.001", amount: 156 }],
    ]);
  });

  test.each(["POST /v1/prices", "POST /v1/subscriptions/"])(
    "whose answer to %s got lost are gone on with",
    async (call) => {
      const customer = await buy("starter");
      account.standIn.deliveries.hold();
      account.standIn.faults.loseAnswer(9, call);
      expect(await refusalOf(agree())).toMatchObject({ code: "unavailable" });
      account.standIn.faults.clear();
      expect(await billing().overview(here())).toMatchObject({ plan: "starter" });
      expect(await agree()).toEqual({ terms: AGREED, payUrl: null });
      await account.standIn.deliveries.release();
      await untilHandled();
      expect(await billing().overview(here())).toMatchObject({ plan: "enterprise", terms: AGREED });
      expect(prices()).toHaveLength(2);
      expect(invoices(customer)).toHaveLength(2);
    },
  );

  test("come by a webhook where the one who agreed heard nothing any more", async () => {
    await buy("starter");
    account.standIn.faults.loseAnswer(9, "POST /v1/subscriptions/");
    await refusalOf(agree());
    await account.standIn.deliveries.settled();
    await untilHandled();
    expect(await billing().overview(here())).toMatchObject({ plan: "enterprise", terms: AGREED });
  });

  test("are refused while the plan ends, with the way out", async () => {
    await buy("starter");
    const { id: workspaceId, name } = owner.workspace;
    await cancelSubscription({ workspaceId, name, actor: OPERATOR });
    expect((await refusalOf(agree())).message).toContain("Let its owner resume it first");
    expect(prices()).toEqual([]);
  });
});

describe("agreed with a workspace that pays nothing yet, terms", () => {
  const checkout = () => billing().startCheckout({ ...here(), plan: "enterprise", click: newId() });

  test("are what its owner buys, to half a cent, and nothing else", async () => {
    await agree({ ...TERMS, price: 800.005 });
    expect(await billing().overview(here())).toMatchObject({ custom: true, subscription: null });
    expect(await billing().previewChange({ ...here(), plan: "enterprise" })).toMatchObject({
      ...{ when: "now", dueNowCents: 80_001 },
    });
    expect(await refusalOf(billing().startCheckout({ ...here(), plan: "starter" }))).toMatchObject({
      code: "conflict",
    });
    const [{ url }, again] = [await checkout(), await checkout()];
    expect(again.url).toBe(url);
    const [session] = openSessions();
    await account.standIn.pay(session?.id ?? "");
    await untilHandled();
    const customer = session?.customer ?? "";
    expect(await paying(customer)).toEqual([key("monthly"), key("overage")]);
    expect(await billing().overview(here())).toMatchObject({
      ...{ custom: true, terms: { ...AGREED, priceMicroDollars: 800_005_000 } },
      subscription: { status: "active", plan: "enterprise" },
    });
    const first = await period();
    await use(30_123_457);
    const { totalCents } = await billing().preview({ ...here(), period: first });
    expect(totalCents).toBe(80_001 + 99);
    await monthPasses();
    const [renewal] = invoicesFor(customer, "subscription_cycle");
    expect(renewal?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(totalCents);
    expect(overageLines(customer, "subscription_cycle")).toEqual([
      [{ quantity: 123_457, rate: "0.0008", amount: 99 }],
    ]);
  });

  test("that change close the checkout at the terms of before", async () => {
    await agree();
    await checkout();
    const [before] = openSessions();
    await agree({ ...TERMS, price: 700 });
    expect(openSessions()).toEqual([]);
    await checkout();
    const [session] = openSessions();
    expect(session?.id).not.toBe(before?.id);
    await account.standIn.pay(session?.id ?? "");
    await untilHandled();
    expect((await billing().overview(here())).terms.priceMicroDollars).toBe(700_000_000);
    expect(invoices(session?.customer ?? "").map(({ lines }) => lines[0]?.amount)).toEqual([70_000]);
  });
});

/** What an owner does with the plan where no payment is configured: nothing is charged, and everything else is as it is with it. */
import { beforeEach, describe, expect, test } from "vitest";
import { now } from "@/server/db/clock";
import { inTransaction, pool } from "@/server/db/pool";
import { changePlan } from "@/server/records/change-plan";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { refusalOf } from "../fixtures/refusal";
import { charge } from "./support/billed-workspace";
import { drive, publish, runsOf, send } from "./support/engine";
import { leaveTokens } from "./support/leave-tokens";

let owner: Person;
beforeEach(async () => {
  owner = await newPerson("Olga");
});
const here = () => ({ workspace: owner.workspace.slug });
const billing = () => owner.caller.billing;
const on = (plan: "starter" | "professional" | "enterprise") =>
  inTransaction((tx) => changePlan(tx, owner.workspace.id, { plan }));
const audited = async () => (await owner.caller.audit.list(here())).entries;

describe("the overview", () => {
  test("says the plan, its terms, and that nothing is charged", async () => {
    expect(await billing().overview(here())).toMatchObject({
      ...{ configured: false, plan: "trial", planName: "Trial", custom: false, status: "ok" },
      ...{ graceEndsAt: null, subscription: null, canManage: true, canSeeInvoices: true },
      terms: { includedMilliTokens: 100_000, maxWorkflows: 3 },
      overage: { enabled: false, capMicroDollars: null, rateMicroDollars: null },
    });
  });

  test("is for everyone; invoices are for admins, and changes for owners alone", async () => {
    const [admin, viewer] = [await newMember(owner, "admin"), await newMember(owner, "viewer")];
    const flags = async ({ caller }: Person) => {
      const { canManage, canSeeInvoices } = await caller.billing.overview(here());
      return { canManage, canSeeInvoices };
    };
    expect(await flags(admin)).toEqual({ canManage: false, canSeeInvoices: true });
    expect(await flags(viewer)).toEqual({ canManage: false, canSeeInvoices: false });
    expect(await admin.caller.billing.invoices(here())).toEqual({ invoices: [], nextCursor: null });
    const change = admin.caller.billing.changePlan({ ...here(), plan: "starter" });
    expect((await refusalOf(change)).code).toBe("forbidden");
  });
});

describe("a change of plan", () => {
  test("is previewed, made at once, and marked as not paid for", async () => {
    expect(await billing().previewChange({ ...here(), plan: "starter" })).toMatchObject({
      ...{ when: "now", dueNowCents: null },
      lines: [{ text: "Starter plan, a month (no payment configured: nothing is charged)", cents: 9_900 }],
    });
    expect(await billing().changePlan({ ...here(), plan: "starter" })).toMatchObject({
      ...{ outcome: "switched", plan: "starter", payUrl: null },
      message: "The plan is Starter now. No payment is configured: nothing was charged.",
      terms: { includedMilliTokens: 1_000_000 },
    });
    expect((await audited())[0]).toMatchObject({
      action: "plan.changed",
      actorName: "Olga",
      details: { before: "trial", after: "starter", payment: "no payment configured" },
    });
    expect((await owner.caller.usage.period(here())).includedMilliTokens).toBe(1_000_000);
  });

  test("lets a run go on that was held for want of tokens", async () => {
    const trigger = { type: "event", event_types: ["a.b"] };
    const config = { to: "ann@example.com", subject: "Hi", body: "Hi" };
    const steps = [{ id: "mail", type: "action", action_id: "send_email", config }];
    await publish(owner.workspace.id, { name: "Mail", trigger, steps });
    await leaveTokens(owner.workspace.id, 50);
    const { runs } = await send(owner.workspace.id, "a.b", {});
    await drive(runs[0]?.id ?? "", 0);
    expect((await runsOf(owner.workspace.id))[0]).toMatchObject({ status: "held", reason: "out_of_tokens" });
    await billing().changePlan({ ...here(), plan: "starter" });
    await drive(runs[0]?.id ?? "", 0);
    expect((await runsOf(owner.workspace.id))[0]).toMatchObject({ status: "completed" });
  });

  test("to what the workspace has is refused", async () => {
    await on("starter");
    const again = await refusalOf(billing().changePlan({ ...here(), plan: "starter" }));
    expect(again).toMatchObject({ code: "conflict", message: "The plan is Starter already." });
  });

  test("to one that is too small names the numbers and what to switch off", async () => {
    await on("professional");
    const flow = { trigger: { type: "event", event_types: ["x.y"] }, steps: [{ id: "a", type: "end" }] };
    for (let i = 1; i <= 12; i++) await publish(owner.workspace.id, { ...flow, name: `Flow ${i}` });
    for (const name of ["Nina", "Otto"]) await owner.caller.agents.create({ ...here(), agent: { name } });
    const message =
      "The Starter plan is too small for what is switched on. It lets 10 flows be active, and 12 are. Pause at least 2 of “Flow 12”, “Flow 11”, “Flow 10”, “Flow 9”, “Flow 8” and 7 more. It lets 1 voice agent be on duty, and 2 are. Take off duty at least 1 of “Otto”, “Nina”. Then choose the plan again.";
    const refused = { code: "conflict", message, problems: [{ field: "plan", message }] };
    expect(await refusalOf(billing().changePlan({ ...here(), plan: "starter" }))).toMatchObject(refused);
    expect(await refusalOf(billing().previewChange({ ...here(), plan: "starter" }))).toMatchObject(refused);
    expect((await billing().overview(here())).plan).toBe("professional");
  });

  test("is for whoever runs the server where terms of its own were agreed", async () => {
    const customPricing = {
      ...{ priceMicroDollars: 1_500_000_000, includedMilliTokens: 50_000_000 },
      ...{ overageMicroDollars: 8, maxAgents: 20, maxWorkflows: 500 },
    };
    await inTransaction((tx) => changePlan(tx, owner.workspace.id, { plan: "enterprise", customPricing }));
    expect(await billing().overview(here())).toMatchObject({ custom: true, terms: customPricing });
    const { message } = await refusalOf(billing().changePlan({ ...here(), plan: "starter" }));
    expect(message).toContain("which were agreed with whoever runs this server. Ask them");
  });

  test("excludes another one that is under way", async () => {
    const both = await Promise.allSettled([
      billing().changePlan({ ...here(), plan: "starter" }),
      billing().changePlan({ ...here(), plan: "starter" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await audited()).filter(({ action }) => action === "plan.changed")).toHaveLength(1);
    expect(await billing().changePlan({ ...here(), plan: "professional" })).toMatchObject({
      plan: "professional",
    });
  });
});

test("what needs Stripe says who can connect it", async () => {
  const calls = [
    () => billing().startCheckout({ ...here(), plan: "starter" }),
    () => billing().openPortal(here()),
    () => billing().cancel(here()),
    () => billing().resume(here()),
  ];
  for (const call of calls)
    expect(await refusalOf(call())).toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("STRIPE_SECRET_KEY"),
    });
  expect(await billing().refresh(here())).toMatchObject({ configured: false, plan: "trial" });
});

describe("overage", () => {
  const set = (enabled: boolean, capMicroDollars: number | null) =>
    billing().setOverage({ ...here(), enabled, capMicroDollars });

  test("is not for the trial", async () => {
    const message =
      "The Trial plan stops when its tokens are used up, and has no overage. Choose a plan first.";
    expect(await refusalOf(set(true, 10_000_000))).toMatchObject({
      ...{ code: "payment_required", message },
      problems: [{ field: "enabled", message }],
    });
  });

  test("needs a cap, and an invoice that is paid", async () => {
    await on("starter");
    for (const cap of [null, 0, 14])
      expect(await refusalOf(set(true, cap))).toMatchObject({
        code: "invalid",
        problems: [{ field: "capMicroDollars" }],
      });
    await pool().query("update workspaces set billing_status = 'past_due' where id = $1", [
      owner.workspace.id,
    ]);
    expect(await refusalOf(set(true, 99_000_000))).toMatchObject({
      code: "payment_required",
      problems: [{ field: "enabled", message: expect.stringContaining("Pay it first") }],
    });
    expect((await billing().overview(here())).overage.enabled).toBe(false);
  });

  test("is switched on, changed and off; the cap is remembered and all of it is written down", async () => {
    await on("starter");
    expect((await set(true, 99_000_000)).overage).toEqual({
      ...{ enabled: true, capMicroDollars: 99_000_000, rateMicroDollars: 15 },
    });
    expect((await set(true, 5_000_000)).overage.capMicroDollars).toBe(5_000_000);
    expect((await set(false, null)).overage).toMatchObject({ enabled: false, capMicroDollars: 5_000_000 });
    const lines = (await audited()).map(({ action, details }) => [action, details]);
    expect(lines.slice(0, 3)).toEqual([
      ["overage.switched_off", { cap: "$5.00" }],
      ["overage.changed", { cap: "$5.00" }],
      ["overage.switched_on", { cap: "$99.00" }],
    ]);
  });
});

describe("what a period comes to", () => {
  test("is the fee and the tokens over the included ones, to the cent", async () => {
    await on("starter");
    const { period } = await owner.caller.usage.period(here());
    await charge(pool(), owner.workspace.id, { amount: 1_500_000, at: now(), period: period.key });
    const preview = await billing().preview(here());
    expect(preview).toMatchObject({
      lines: [
        { text: "Starter plan", cents: 9_900 },
        { quantityMilliTokens: 500_000, cents: 750 },
      ],
      totalCents: 10_650,
    });
    expect(preview.asOf.getTime()).toBeLessThanOrEqual(now().getTime());
    expect(await billing().preview({ ...here(), period: period.key })).toMatchObject({ totalCents: 10_650 });
  });

  test("stays what it was when the plan has changed since; of another period nothing is made up", async () => {
    await on("starter");
    expect((await billing().preview({ ...here(), period: "trial" })).lines).toMatchObject([
      { text: "Trial plan", cents: 0 },
    ]);
    const unknown = await refusalOf(billing().preview({ ...here(), period: "2019-01-01" }));
    expect(unknown).toMatchObject({ code: "not_found" });
  });
});

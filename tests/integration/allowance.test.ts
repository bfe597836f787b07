/** What a workspace may use: exact in both directions, told to runs that are held, and to its owners in time. */
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inTransaction, pool, type Tx } from "@/server/db/pool";
import { PLANS } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { runDirect } from "@/server/engine/direct-run";
import { ringHeld } from "@/server/engine/ring-held";
import { sweepOnce } from "@/server/engine/watchdog";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { followUsage } from "@/server/ops/follow-usage";
import { noticeUsage } from "@/server/ops/notice-usage";
import { refreshAllowance, setBillingStatus, setOverage } from "@/server/records/allowance";
import { changePlan, type PlanChange } from "@/server/records/change-plan";
import { overageOf } from "@/server/records/overage";
import { newPerson } from "../fixtures/people";
import { chargeTokens } from "./support/charge-tokens";
import { makeWorkspace, publish, readRun, send } from "./support/engine";
import { ledgerSeen } from "./support/ledger-seen";
import { setClock } from "./support/set-clock";
import { takeTurns } from "./support/take-turns";

const START = new Date("2026-03-10T09:00:00Z");
const PERIOD = "2026-03-01";
const DAY = 86_400_000;

let clock: ReturnType<typeof setClock>;
beforeEach(() => {
  clock = setClock(START);
});
afterEach(() => clock.restore());

const inTx = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(work);
const change = (id: WorkspaceId, to: PlanChange) => inTx((tx) => changePlan(tx, id, to));
const overage = (id: WorkspaceId, capMicroDollars: number | null, enabled = true) =>
  inTx((tx) => setOverage(tx, id, { enabled, capMicroDollars }));
const limitOf = async (id: WorkspaceId) => (await inTx((tx) => refreshAllowance(tx, id))).limit;

describe("the limit of a period", () => {
  test("goes up and down with overage and its cap, and no lower than what is used and reserved", async () => {
    const id = await makeWorkspace("starter");
    expect(await limitOf(id)).toBe(1_000_000);
    await overage(id, 15_000_000);
    expect(await limitOf(id)).toBe(2_000_000);
    await chargeTokens(id, 1_200_000, { reserved: 50_000 });
    await overage(id, 4_500_000);
    expect(await limitOf(id)).toBe(1_300_000);
    await overage(id, null, false);
    expect(await limitOf(id)).toBe(1_250_000);
    const { rows } = await pool().query(
      "select sum(granted)::int as granted, max(a.granted)::int as account from quota_shards s join quota_accounts a using (workspace_id, period, granted) where workspace_id = $1",
      [id],
    );
    expect(rows).toEqual([{ granted: 1_250_000, account: 1_250_000 }]);
    await overage(id, 15_000_000);
    await inTx((tx) => setBillingStatus(tx, id, "past_due"));
    expect(await limitOf(id)).toBe(1_250_000);
    await inTx((tx) => setBillingStatus(tx, id, "ok"));
    expect(await limitOf(id)).toBe(2_000_000);
  });

  test("overage asks for a plan that has it, a cap, and paid invoices", async () => {
    const trial = await makeWorkspace("trial");
    await expect(overage(trial, 5_000_000)).rejects.toThrow("The Trial plan has no overage");
    const id = await makeWorkspace("starter");
    await expect(overage(id, null)).rejects.toThrow("say what it may cost in a period at most");
    await expect(overage(id, -1)).rejects.toThrow("has to be an amount of 0 or more");
    await inTx((tx) => setBillingStatus(tx, id, "past_due"));
    await expect(overage(id, 5_000_000)).rejects.toThrow("a payment is due");
  });

  test("begins anew with each period, and nothing new is used in one that is over", async () => {
    const id = await makeWorkspace("starter");
    await chargeTokens(id, 400_000, { reserved: 10_000 });
    clock.set(new Date("2026-04-01T00:00:00Z"));
    expect(await limitOf(id)).toBe(1_000_000);
    const { rows } = await pool().query(
      `select period, "limit"::int as "limit", closed_at is not null as closed from quota_accounts where workspace_id = $1 order by period`,
      [id],
    );
    expect(rows).toEqual([
      { period: PERIOD, limit: 410_000, closed: true },
      { period: "2026-04-01", limit: 1_000_000, closed: false },
    ]);
  });
});

describe("a change of plan", () => {
  test("upwards includes the larger plan's tokens at once, and settles overage at the rate it was used at", async () => {
    const id = await makeWorkspace("starter");
    await overage(id, 99_000_000);
    await chargeTokens(id, 1_500_000);
    await change(id, { plan: "professional" });
    expect(await limitOf(id)).toBe(5_000_000 + 500_000 + Math.floor((99_000_000 - 7_500_000) / 12));
    await chargeTokens(id, 4_000_003);
    expect(await overageOf(pool(), id, { key: PERIOD })).toEqual({
      ...{ usedMilliTokens: 5_500_003, includedMilliTokens: 5_000_000, creditMilliTokens: 0 },
      overageMilliTokens: 500_003,
      segments: [
        { plan: "starter", rateMicroDollars: 15, milliTokens: 500_000, since: new Date(PERIOD) },
        { plan: "professional", rateMicroDollars: 12, milliTokens: 3, since: START },
      ],
    });
  });

  test("from the trial on starts the paid period at the moment of the change, or at a given anchor", async () => {
    const [now, later] = [await makeWorkspace("trial"), await makeWorkspace("trial")];
    await chargeTokens(now, 60_000);
    await change(now, { plan: "starter" });
    const billingAnchor = new Date(START.getTime() - DAY);
    await change(later, { plan: "starter", billingAnchor });
    const { rows } = await pool().query(
      "select billing_anchor as anchor from workspaces where id = any($1) order by id",
      [[now, later]],
    );
    expect(rows.map(({ anchor }) => anchor)).toEqual([START, billingAnchor]);
    expect(await limitOf(now)).toBe(1_000_000);
    await change(now, { plan: "trial" });
    expect(await limitOf(now)).toBe(100_000);
    expect((await overageOf(pool(), now, { key: "trial" })).usedMilliTokens).toBe(60_000);
  });

  test("downwards that is told of late is that of the whole period, and nobody gets a bill for it", async () => {
    const id = await makeWorkspace("professional");
    clock.set(new Date("2026-04-01T00:30:00Z"));
    await chargeTokens(id, 1_200_000);
    await change(id, { plan: "starter", now: new Date("2026-04-01T00:00:00Z") });
    expect(await limitOf(id)).toBe(1_200_000);
    expect((await overageOf(pool(), id, { key: "2026-04-01" })).overageMilliTokens).toBe(0);
    const other = await makeWorkspace("professional");
    await chargeTokens(other, 300_000);
    await change(other, { plan: "starter", now: new Date("2026-04-01T00:00:00Z") });
    expect(await limitOf(other)).toBe(1_000_000);
  });

  test("an enterprise may have terms of its own", async () => {
    const id = await makeWorkspace("starter");
    const customPricing = {
      ...{ priceMicroDollars: 2_000_000_000, includedMilliTokens: 50_000_000, overageMicroDollars: 7 },
      ...{ maxAgents: 10, maxWorkflows: 20 },
    };
    await expect(change(id, { plan: "professional", customPricing })).rejects.toThrow(
      "prices of the price list",
    );
    await change(id, { plan: "enterprise", customPricing });
    await overage(id, 7_000_000);
    expect(await limitOf(id)).toBe(51_000_000);
    await change(id, { plan: "enterprise", customPricing: null });
    expect(await limitOf(id)).toBe(50_000_000 + 700_000);
    await change(id, { plan: "professional" });
    expect((await inTx((tx) => refreshAllowance(tx, id))).billing.terms).toEqual(PLANS.professional);
  });
});

describe("runs that are held for want of tokens", () => {
  const sms = {
    ...{ id: "sms", type: "action", action_type: "send_sms" },
    config: { to: "+14155550123", message: "Hi" },
  };

  /** Runs of half a token and an SMS, in a workspace with that for one of them. */
  async function heldRuns(): Promise<{ id: WorkspaceId; runs: string[] }> {
    const id = await makeWorkspace("starter");
    await publish(id, {
      name: "SMS",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [sms],
    });
    await chargeTokens(id, 1_000_000 - 1_500);
    await sweepOnce();
    const runs: string[] = [];
    for (let number = 0; number < 4; number++) {
      const runId = (await send(id, "order.created", { number })).runs[0]?.id ?? "";
      await takeTurns(id);
      runs.push(runId);
    }
    return { id, runs };
  }
  const states = async (runs: string[]) => (await Promise.all(runs.map(readRun))).map(({ status }) => status);
  const rung = async (id: WorkspaceId) =>
    (
      await pool().query(
        "select count(*)::int as n from flow_executions where workspace_id = $1 and status = 'held' and doorbell > seen_doorbell",
        [id],
      )
    ).rows[0].n;

  test.each([
    ["a higher cap", (id: WorkspaceId) => overage(id, 99_000_000)],
    ["an upgrade", (id: WorkspaceId) => change(id, { plan: "professional" })],
    ["a new period", async () => clock.set(new Date("2026-04-01T00:00:01Z"))],
  ])("go on after %s", async (what, raise) => {
    const { id, runs } = await heldRuns();
    expect(await states(runs)).toEqual(["completed", "held", "held", "held"]);
    expect((await readRun(runs[1] ?? "")).wake_at).toEqual(new Date("2026-04-01T00:00:00Z"));
    await sweepOnce();
    expect(await rung(id)).toBe(0);
    await raise(id);
    if (what !== "a new period") {
      await sweepOnce();
      expect(await rung(id)).toBe(3);
    }
    forgetWorkspaceFacts(id);
    await takeTurns(id);
    expect(await states(runs)).toEqual(["completed", "completed", "completed", "completed"]);
  });

  test("are told some at a time, the oldest first, each once, and nobody waits for another's many", async () => {
    const many = await heldRuns();
    const few = await heldRuns();
    await sweepOnce();
    await Promise.all([overage(many.id, 99_000_000), overage(few.id, 99_000_000)]);
    const bells = async ({ runs }: { runs: string[] }) =>
      (
        await pool().query<{ rings: number }>(
          "select (doorbell - seen_doorbell)::int as rings from flow_executions where id = any($1::uuid[]) order by created_at, id",
          [runs],
        )
      ).rows.map(({ rings }) => rings);
    for (const told of [1, 2, 3, 3]) {
      await ringHeld({ pages: 1, batch: 1 });
      const expected = [0, ...[1, 2, 3].map((nth) => (nth <= told ? 1 : 0))];
      expect([await bells(many), await bells(few)]).toEqual([expected, expected]);
    }
    await ringHeld({ pages: 1, batch: 1 });
    expect(await bells(many)).toEqual([0, 1, 1, 1]);
  });

  test("look again when the limit rose while they were being held", async () => {
    const { id, runs } = await heldRuns();
    const [, second = ""] = runs;
    await pool().query("update flow_executions set doorbell = doorbell + 1 where id = $1", [second]);
    const original = pg.Client.prototype.query;
    let raised = false;
    // Refused, and not yet written down as held: the raise and the sweep that tells of it come in between.
    const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
      this: pg.Client,
      ...input: unknown[]
    ) {
      const ask = () => Reflect.apply(original, this, input);
      if (raised || !String(input[0]).startsWith("select from quota_accounts where")) return ask();
      raised = true;
      return overage(id, 99_000_000).then(sweepOnce).then(ask);
    });
    await takeTurns(id);
    spy.mockRestore();
    expect(raised).toBe(true);
    forgetWorkspaceFacts(id);
    await takeTurns(id);
    expect((await readRun(second)).status).toBe("completed");
  });

  test("say what is due while the plan is not paid, and go on when it is", async () => {
    const id = await makeWorkspace("starter");
    await publish(id, {
      name: "SMS",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [sms],
    });
    await inTx((tx) => setBillingStatus(tx, id, "restricted"));
    forgetWorkspaceFacts(id);
    const runId = (await send(id, "order.created", {})).runs[0]?.id ?? "";
    await takeTurns(id);
    expect(await readRun(runId)).toMatchObject({ status: "held", reason: "payment_overdue", steps: {} });
    const direct = await runDirect(id, {
      ...{ actionType: "send_sms", payload: { to: "+14155550123", message: "Hi" } },
      cause: { source: "api", actor: { type: "internal", id: null, name: "Test" } },
    });
    expect(direct).toMatchObject({ ok: false, error: { code: "payment_overdue" } });
    await inTx((tx) => setBillingStatus(tx, id, "ok"));
    await sweepOnce();
    forgetWorkspaceFacts(id);
    await takeTurns(id);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
  });
});

describe("owners and admins are told", () => {
  const told = async (id: WorkspaceId) =>
    (
      await pool().query(
        "select title, body, link from notifications where workspace_id = $1 order by created_at, id",
        [id],
      )
    ).rows;
  const follow = async () => {
    await ledgerSeen();
    await followUsage();
    await noticeUsage();
  };

  test("at 50, 75, 90 and 100 % of their tokens, once each; of several at once only of the furthest", async () => {
    const { workspace } = await newPerson("Noa");
    const titles = async () => (await told(workspace.id)).map(({ title }) => title);
    await chargeTokens(workspace.id, 49_999);
    await follow();
    expect(await titles()).toEqual([]);
    await chargeTokens(workspace.id, 1);
    await follow();
    await follow();
    expect(await titles()).toEqual(["50% of the trial's tokens are used"]);
    await chargeTokens(workspace.id, 40_000);
    await follow();
    expect(await titles()).toEqual([
      "50% of the trial's tokens are used",
      "90% of the trial's tokens are used",
    ]);
    await chargeTokens(workspace.id, 10_000);
    await follow();
    expect((await told(workspace.id)).at(-1)).toEqual({
      title: "All of the trial's tokens are used",
      body: "100 of 100 tokens are used. Runs with priced steps are held; none is lost. To go on: upgrade under Settings → Billing.",
      link: `/w/${workspace.slug}/settings/billing`,
    });
  });

  test("when a run is held though some are left, and again after there are more", async () => {
    const { workspace } = await newPerson("Ada");
    const { id } = workspace;
    await publish(id, {
      name: "Start",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [{ id: "set", type: "set_variables", variables: { a: 1 } }],
    });
    await chargeTokens(id, 99_700);
    await follow();
    const runId = (await send(id, "order.created", {})).runs[0]?.id ?? "";
    forgetWorkspaceFacts(id);
    await takeTurns(id);
    expect((await readRun(runId)).status).toBe("held");
    await follow();
    await follow();
    const titles = (await told(id)).map(({ title }) => title);
    expect(titles).toEqual(["90% of the trial's tokens are used", "All of the trial's tokens are used"]);
  });

  test("how far the cap on overage is used, and again when it was raised", async () => {
    const { workspace } = await newPerson("Ben");
    const { id } = workspace;
    await change(id, { plan: "starter", billingAnchor: new Date("2026-03-01T00:00:00Z") });
    await overage(id, 15_000_000);
    await chargeTokens(id, 1_800_000);
    await follow();
    const titles = async () => (await told(id)).map(({ title }) => title).sort();
    const first = ["75% of the cap on overage is used", "All of this period's tokens are used"];
    expect(await titles()).toEqual(first);
    await overage(id, 30_000_000);
    await chargeTokens(id, 700_000);
    await follow();
    expect(await titles()).toEqual(["75% of the cap on overage is used", ...first]);
    await chargeTokens(id, 500_000);
    await follow();
    expect(await titles()).toContain("The cap on overage is reached");
  });
});

/** Grants and refunds: tokens are there at once, what was used of a grant is exact, and no charge is given back twice. */
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { periodOf } from "@/server/domain/period";
import type { WorkspaceId } from "@/server/domain/workspace";
import { sweepOnce } from "@/server/engine/watchdog";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import type { Actor } from "@/server/ops/audit";
import { refreshAllowance, setOverage } from "@/server/records/allowance";
import { changePlan } from "@/server/records/change-plan";
import { expireGrants } from "@/server/records/expire-grants";
import { grantTokens } from "@/server/records/grant-tokens";
import { overageOf } from "@/server/records/overage";
import { refundUsage } from "@/server/records/refund";
import { drive, driveAll, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "./support/engine";

const operator: Actor = { type: "internal", id: null, name: "Operator" };
const DAY = 86_400_000;
const START = Date.parse("2026-11-03T00:00:00Z");

let time = START;
const at = (moment: number) => {
  time = moment;
  globalThis.batonClock = { now: () => new Date(time) };
};
afterEach(() => {
  globalThis.batonClock = undefined;
});

const give = (workspace: WorkspaceId, milliTokens: number, expiresAt: Date | null = null) =>
  inTransaction((tx) =>
    grantTokens(tx, workspace, { milliTokens, reason: "Sorry for Tuesday", expiresAt, by: operator }),
  );
const refund = (workspace: WorkspaceId, key: string, milliTokens?: number) =>
  inTransaction((tx) => refundUsage(tx, workspace, { key, milliTokens, reason: "Sent twice", by: operator }));

/** Charges what a run would, through the shard that pays. False: out of tokens. */
async function spend(workspace: WorkspaceId, milliTokens: number, key = `run:${newId()}:workflow`) {
  return inTransaction(async (tx) => {
    const { period, limit, usedMilliTokens, reservedMilliTokens } = await refreshAllowance(tx, workspace);
    const free = limit - usedMilliTokens - reservedMilliTokens;
    if (free < milliTokens) return false;
    // As if this shard had gathered all that is free.
    await tx.query(
      "update quota_shards set granted = used + reserved where workspace_id = $1 and period = $2",
      [workspace, period.key],
    );
    await tx.query(
      "update quota_shards set granted = granted + $3, used = used + $4 where workspace_id = $1 and period = $2 and shard = 0",
      [workspace, period.key, free, milliTokens],
    );
    await tx.query(`update quota_accounts set granted = "limit" where workspace_id = $1 and period = $2`, [
      workspace,
      period.key,
    ]);
    await tx.query(
      "insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at) values ($1, $2, 'sms_sent', $3::bigint, $3::bigint * 20, $4, $5)",
      [key, workspace, milliTokens, period.key, new Date(time)],
    );
    return true;
  });
}

async function periodNow(workspace: WorkspaceId): Promise<string> {
  const { rows } = await pool().query("select plan, billing_anchor from workspaces where id = $1", [
    workspace,
  ]);
  return periodOf(rows[0].plan, rows[0].billing_anchor, new Date(time)).key;
}

async function books(workspace: WorkspaceId, period?: string) {
  return inTransaction(async (tx) => {
    await refreshAllowance(tx, workspace);
    const key = period ?? (await periodNow(workspace));
    const { usedMilliTokens, creditMilliTokens, overageMilliTokens } = await overageOf(tx, workspace, {
      key,
    });
    return { used: usedMilliTokens, credits: creditMilliTokens, overage: overageMilliTokens };
  });
}

const usesOf = async (workspace: WorkspaceId) =>
  (
    await pool().query(
      `select g.milli_tokens::int as given, u.period, u.milli_tokens::int as used, u.ended from token_grant_uses u join token_grants g on g.id = u.grant_id
       where u.workspace_id = $1 order by u.created_at, g.expires_at nulls last`,
      [workspace],
    )
  ).rows;

/** On the trial, by the real clock, with a flow that sends a text. */
async function trialWithTexts(): Promise<WorkspaceId> {
  const workspace = await makeWorkspace("trial");
  await publish(workspace, {
    name: "SMS",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      { id: "one", type: "action", action_type: "send_sms", config: { to: "+14155550123", message: "Hi" } },
    ],
  });
  time = Date.now();
  return workspace;
}

describe("a grant", () => {
  test("is there at once: a run that was held for want of tokens goes on, and nothing is charged twice", async () => {
    const workspace = await trialWithTexts();
    await spend(workspace, 99_000);
    const { runs } = await send(workspace, "order.created", {});
    const runId = runs[0]?.id ?? "";
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "held", reason: "out_of_tokens" });
    await give(workspace, 500);
    forgetWorkspaceFacts(workspace);
    await sweepOnce();
    await driveAll(workspace);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
    const spent = (await usageOf(workspace)).reduce((sum, { amount }) => sum + amount, 0);
    expect(spent).toBe(100_500);
    expect(await quotaOf(workspace)).toMatchObject({ used: 100_500, reserved: 0 });
    expect(await spend(workspace, 1)).toBe(false);
  });

  test("that cannot be settled keeps nobody else's from expiring", async () => {
    at(START);
    const broken = await makeWorkspace("starter");
    const other = await makeWorkspace("starter");
    for (const workspace of [broken, other]) await give(workspace, 5_000, new Date(START + DAY));
    const terms = (json: string | null) =>
      pool().query("update workspaces set custom_pricing = $2 where id = $1", [broken, json]);
    await terms("{}");
    at(START + DAY);
    expect(await expireGrants()).toBe(1);
    expect(await usesOf(other)).toMatchObject([{ ended: true }]);
    await terms(null);
    expect(await expireGrants()).toBe(1);
  });

  test("that expires keeps covering what was used of it, to the milli-token, and its rest is gone", async () => {
    at(START);
    const workspace = await makeWorkspace("starter");
    await give(workspace, 300_001, new Date(START + 2 * DAY));
    await give(workspace, 50_000);
    await spend(workspace, 1_000_000 + 123_457);
    expect(await books(workspace)).toEqual({ used: 1_123_457, credits: 350_001, overage: 0 });

    at(START + 2 * DAY - 1);
    expect(await expireGrants()).toBe(0);
    at(START + 2 * DAY);
    expect(await expireGrants()).toBe(1);
    expect(await expireGrants()).toBe(0);
    expect(await usesOf(workspace)).toEqual([
      { given: 300_001, period: "2026-11-01", used: 123_457, ended: true },
    ]);
    expect(await books(workspace)).toEqual({ used: 1_123_457, credits: 173_457, overage: 0 });
    expect(await spend(workspace, 50_001)).toBe(false);
    expect(await spend(workspace, 50_000)).toBe(true);
    expect(await spend(workspace, 1)).toBe(false);
    expect(await books(workspace)).toEqual({ used: 1_173_457, credits: 173_457, overage: 0 });
  });

  test("goes on into the next period with what is left; a renewal gives the plan's tokens again and no credit twice", async () => {
    at(START);
    const workspace = await makeWorkspace("starter");
    await give(workspace, 10_000, new Date("2026-12-10T00:00:00Z"));
    await give(workspace, 5_000);
    await spend(workspace, 1_004_000);
    at(Date.parse("2026-12-02T00:00:00Z"));
    expect(await books(workspace)).toEqual({ used: 0, credits: 11_000, overage: 0 });
    expect(await books(workspace, "2026-11-01")).toEqual({ used: 1_004_000, credits: 4_000, overage: 0 });
    await spend(workspace, 1_008_000);
    expect(await spend(workspace, 3_001)).toBe(false);
    at(Date.parse("2026-12-10T00:00:01Z"));
    await expireGrants();
    // 6,000 of the first and 2,000 of the second: the one that ends earlier was used up before.
    expect(await books(workspace)).toEqual({ used: 1_008_000, credits: 11_000, overage: 0 });
    at(Date.parse("2027-01-02T00:00:00Z"));
    expect(await books(workspace)).toEqual({ used: 0, credits: 3_000, overage: 0 });
    expect(await books(workspace, "2026-12-01")).toEqual({ used: 1_008_000, credits: 8_000, overage: 0 });
    expect(await usesOf(workspace)).toEqual([
      { given: 10_000, period: "2026-11-01", used: 4_000, ended: false },
      { given: 10_000, period: "2026-12-01", used: 6_000, ended: true },
      { given: 5_000, period: "2026-12-01", used: 2_000, ended: false },
    ]);
  });

  test("that ended while nobody looked counts in the period it ended in, and not in the next", async () => {
    at(START);
    const workspace = await makeWorkspace("starter");
    await give(workspace, 10_000, new Date("2026-11-20T00:00:00Z"));
    await spend(workspace, 1_002_000);
    at(Date.parse("2026-12-05T00:00:00Z"));
    expect(await books(workspace)).toEqual({ used: 0, credits: 0, overage: 0 });
    expect(await usesOf(workspace)).toEqual([
      { given: 10_000, period: "2026-11-01", used: 2_000, ended: true },
    ]);
    expect(await expireGrants()).toBe(0);
  });

  test("of an empty workspace ends once too", async () => {
    at(START);
    const workspace = await makeWorkspace("starter");
    await pool().query(
      "insert into token_grants (id, workspace_id, milli_tokens, reason, expires_at, given_by, created_at) values ($1, $2, 5, 'r', $3, 'x', $4)",
      [newId(), workspace, new Date("2026-10-05"), new Date("2026-10-04")],
    );
    expect(await expireGrants()).toBe(1);
    expect(await expireGrants()).toBe(0);
    expect(await books(workspace)).toEqual({ used: 0, credits: 0, overage: 0 });
  });

  test("of a trial goes on with the plan that follows it, and what the trial used of it is used", async () => {
    at(START);
    const workspace = await makeWorkspace("trial");
    await give(workspace, 10_000);
    await spend(workspace, 103_000);
    await inTransaction((tx) =>
      changePlan(tx, workspace, { plan: "starter", billingAnchor: new Date(time) }),
    );
    expect(await books(workspace)).toEqual({ used: 0, credits: 7_000, overage: 0 });
    // And back: a trial that is over gives nothing again.
    at(START + DAY);
    await inTransaction((tx) => changePlan(tx, workspace, { plan: "trial" }));
    expect(await books(workspace)).toEqual({ used: 103_000, credits: 10_000, overage: 0 });
    expect(await spend(workspace, 7_001)).toBe(false);
    expect(await spend(workspace, 7_000)).toBe(true);
    await give(workspace, 1_000);
    expect(await books(workspace)).toEqual({ used: 110_000, credits: 11_000, overage: 0 });
  });

  test("covers what steps under way hold back when it ends", async () => {
    at(START);
    const workspace = await makeWorkspace("trial");
    await give(workspace, 10_000, new Date(START + DAY));
    await spend(workspace, 100_000);
    await pool().query("update quota_shards set reserved = 4000 where workspace_id = $1 and shard = 0", [
      workspace,
    ]);
    at(START + DAY);
    await expireGrants();
    await pool().query(
      "update quota_shards set reserved = 0, used = used + 4000 where workspace_id = $1 and shard = 0",
      [workspace],
    );
    expect(await spend(workspace, 1)).toBe(false);
    expect((await usesOf(workspace))[0]).toMatchObject({ used: 4_000, ended: true });
  });

  test("is never given without a reason, for nothing, or when it is over already; what is written stays", async () => {
    at(START);
    const workspace = await makeWorkspace("trial");
    const grant = (given: { milliTokens?: number; reason?: string; expiresAt?: Date | null }) =>
      inTransaction((tx) =>
        grantTokens(tx, workspace, { milliTokens: 5, reason: "r", expiresAt: null, by: operator, ...given }),
      );
    await expect(grant({ milliTokens: 0 })).rejects.toThrow(/at least 0\.001/);
    await expect(grant({ milliTokens: 0.5 })).rejects.toThrow(/in steps of 0\.001/);
    await expect(grant({ reason: " " })).rejects.toThrow(/Say why/);
    await expect(grant({ expiresAt: new Date(START) })).rejects.toThrow(/still to come/);
    await grant({});
    for (const statement of ["update token_grants set milli_tokens = 7", "delete from token_grants"])
      await expect(pool().query(statement)).rejects.toMatchObject({ code: "23001" });
  });
});

describe("a refund", () => {
  test("is a record of its own; the tokens are there again at once, and its parts are the whole", async () => {
    at(START);
    const workspace = await makeWorkspace("trial");
    const key = `run:${newId()}:step:sms:iter::sms_sent`;
    await spend(workspace, 1_001, key);
    await spend(workspace, 98_999);
    expect(await spend(workspace, 1)).toBe(false);
    expect(await refund(workspace, key, 334)).toEqual({
      key: `refund:${key}:1`,
      milliTokens: 334,
      period: "trial",
    });
    expect(await quotaOf(workspace)).toMatchObject({ used: 99_666 });
    expect(await spend(workspace, 335)).toBe(false);
    expect(await spend(workspace, 334)).toBe(true);
    await expect(refund(workspace, key, 668)).rejects.toThrow(/cost 1\.001 tokens, 0\.667 are left/);
    expect(await refund(workspace, key)).toMatchObject({ key: `refund:${key}:2`, milliTokens: 667 });
    await expect(refund(workspace, key)).rejects.toThrow(/given back in full/);
    await expect(refund(workspace, `refund:${key}:2`)).rejects.toThrow(/a refund itself/);
    await expect(refund(workspace, key, 0)).rejects.toThrow(/given back in full/);
    await expect(refund(workspace, "nothing")).rejects.toThrow(/no charge “nothing”/);
    const { rows } = await pool().query(
      "select sum(amount)::int as amount, sum(cost)::int as cost, count(*)::int as records from usage_records where key = $1 or related_id = $1",
      [key],
    );
    expect(rows).toEqual([{ amount: 0, cost: 0, records: 3 }]);
    const audited = await pool().query(
      "select details ->> 'reason' as reason, details ->> 'tokens' as tokens from audit_entries where workspace_id = $1 and action = 'usage.refunded' order by created_at, id",
      [workspace],
    );
    expect(audited.rows).toEqual([
      { reason: "Sent twice", tokens: "0.334" },
      { reason: "Sent twice", tokens: "0.667" },
    ]);
  });

  test("of a charge of another workspace is a refund of nothing", async () => {
    at(START);
    const [mine, other] = [await makeWorkspace("trial"), await makeWorkspace("trial")];
    const key = `run:${newId()}:workflow`;
    await spend(other, 500, key);
    await expect(refund(mine, key)).rejects.toMatchObject({ code: "not_found" });
  });

  test("of many at once gives back what was charged and no more", async () => {
    at(START);
    const workspace = await makeWorkspace("trial");
    const key = `run:${newId()}:workflow`;
    await spend(workspace, 1_000, key);
    await spend(workspace, 5_000);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => refund(workspace, key, 300)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    const whole = await Promise.allSettled(Array.from({ length: 4 }, () => refund(workspace, key)));
    expect(whole.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await books(workspace)).toEqual({ used: 5_000, credits: 0, overage: 0 });
    expect(await quotaOf(workspace)).toMatchObject({ used: 5_000 });
  });

  test("of a period that is over belongs to the current one, which may then use more than its tokens", async () => {
    at(START);
    const workspace = await makeWorkspace("starter");
    const key = `run:${newId()}:workflow`;
    await spend(workspace, 9_000, key);
    at(Date.parse("2026-12-03T00:00:00Z"));
    await spend(workspace, 2_000);
    expect(await refund(workspace, key)).toMatchObject({ period: "2026-12-01" });
    expect(await books(workspace, "2026-11-01")).toMatchObject({ used: 9_000 });
    expect(await books(workspace)).toEqual({ used: -7_000, credits: 0, overage: 0 });
    expect(await spend(workspace, 1_007_001)).toBe(false);
    expect(await spend(workspace, 1_007_000)).toBe(true);
    expect(await books(workspace)).toEqual({ used: 1_000_000, credits: 0, overage: 0 });
  });

  test("takes from overage first what was used last", async () => {
    at(START);
    const workspace = await makeWorkspace("starter");
    await inTransaction((tx) => setOverage(tx, workspace, { enabled: true, capMicroDollars: 99_000_000 }));
    const key = `run:${newId()}:workflow`;
    await spend(workspace, 1_000_000);
    await spend(workspace, 40_000, key);
    expect(await books(workspace)).toEqual({ used: 1_040_000, credits: 0, overage: 40_000 });
    await refund(workspace, key, 15_000);
    expect(await books(workspace)).toEqual({ used: 1_025_000, credits: 0, overage: 25_000 });
    await give(workspace, 20_000, new Date(START + DAY));
    expect(await books(workspace)).toEqual({ used: 1_025_000, credits: 20_000, overage: 5_000 });
  });

  test("lets a held run go on, and leaves the sum of the ledger what the shards have used", async () => {
    const workspace = await trialWithTexts();
    const key = `run:${newId()}:workflow`;
    await spend(workspace, 99_800, key);
    const runId = (await send(workspace, "order.created", {})).runs[0]?.id ?? "";
    await drive(runId);
    expect(await readRun(runId)).toMatchObject({ status: "held" });
    await refund(workspace, key, 1_300);
    forgetWorkspaceFacts(workspace);
    await sweepOnce();
    await driveAll(workspace);
    expect(await readRun(runId)).toMatchObject({ status: "completed" });
    expect(await quotaOf(workspace)).toMatchObject({ used: 100_000, reserved: 0 });
    expect((await usageOf(workspace)).reduce((sum, { amount }) => sum + amount, 0)).toBe(100_000);
  });
});

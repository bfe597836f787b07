import { describe, expect, it } from "vitest";
import { pool } from "@/server/db/pool";
import { ensureQuotaAccount } from "@/server/engine/quota";
import { sweepOnce } from "@/server/engine/watchdog";
import { drive, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";

const sms = (id: string) => ({
  id,
  type: "action",
  action_type: "send_sms",
  config: { to: "+14155550123", message: "Hi" },
});

describe("quota", () => {
  it("never spends more than the plan has, however many runs compete, and holds the rest", async () => {
    const workspace = await makeWorkspace("trial");
    await publish(workspace, {
      name: "SMS",
      trigger: { type: "event", event_types: ["order.created"] },
      steps: [sms("one")],
    });
    // The trial has 100 tokens; a run costs 0.5 + 1. Eighty runs want 120.
    const runs = (
      await Promise.all(
        Array.from({ length: 80 }, (_, number) => send(workspace, "order.created", { number })),
      )
    ).flatMap((accepted) => accepted.runs.map((run) => run.id));
    await Promise.all(runs.map((runId) => drive(runId)));
    const states = await Promise.all(runs.map(readRun));
    const usage = await usageOf(workspace);
    const spent = usage.reduce((sum, line) => sum + line.amount, 0);
    expect(spent).toBeLessThanOrEqual(100_000);
    expect(spent).toBeGreaterThan(98_400);
    const quota = await quotaOf(workspace);
    expect(quota).toMatchObject({ used: spent, reserved: 0 });
    expect(quota.granted).toBeLessThanOrEqual(100_000);
    const held = states.filter((run) => run.status === "held");
    expect(held.length + states.filter((run) => run.status === "completed").length).toBe(80);
    expect(held.every((run) => run.reason === "out_of_tokens")).toBe(true);

    // More tokens: the held ones go on by themselves, nothing is charged twice.
    await pool().query("update workspaces set plan = 'starter' where id = $1", [workspace]);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await pool().query(
      "update flow_executions set doorbell = doorbell + 1 where workspace_id = $1 and status = 'held'",
      [workspace],
    );
    await sweepOnce();
    await Promise.all(runs.map((runId) => drive(runId)));
    expect((await Promise.all(runs.map(readRun))).every((run) => run.status === "completed")).toBe(true);
    expect((await usageOf(workspace)).filter((line) => line.kind === "sms_sent")).toHaveLength(80);
    expect((await usageOf(workspace)).filter((line) => line.kind === "workflow_execution")).toHaveLength(80);
  }, 60_000);

  it("raises the limit of the period at once when the plan grows or overage is switched on", async () => {
    const workspace = await makeWorkspace("starter");
    const facts = { plan: "starter", billingAnchor: new Date("2026-01-01"), overageEnabled: false } as const;
    const limit = async () =>
      Number(
        (await pool().query(`select "limit" from quota_accounts where workspace_id = $1`, [workspace]))
          .rows[0]?.limit,
      );
    await ensureQuotaAccount(pool(), workspace, facts);
    expect(await limit()).toBe(1_000_000);
    await ensureQuotaAccount(pool(), workspace, { ...facts, plan: "professional" });
    expect(await limit()).toBe(5_000_000);
    await ensureQuotaAccount(pool(), workspace, { ...facts, plan: "professional", overageEnabled: true });
    expect(await limit()).toBe(Number.MAX_SAFE_INTEGER);
  });
});

import { describe, expect, it } from "vitest";
import { inTransaction } from "@/server/db/pool";
import { sweepOnce } from "@/server/engine/watchdog";
import { changePlan } from "@/server/records/change-plan";
import { drive, driveAll, makeWorkspace, publish, quotaOf, readRun, send, usageOf } from "../support/engine";

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
    await inTransaction((tx) => changePlan(tx, workspace, { plan: "starter" }));
    await sweepOnce();
    await driveAll(workspace);
    expect((await Promise.all(runs.map(readRun))).every((run) => run.status === "completed")).toBe(true);
    expect((await usageOf(workspace)).filter((line) => line.kind === "sms_sent")).toHaveLength(80);
    expect((await usageOf(workspace)).filter((line) => line.kind === "workflow_execution")).toHaveLength(80);
  });
});

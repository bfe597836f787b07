/** A flow's budget: who is told when, what is stopped and goes on, and how far a flow gets between two looks. */
import { afterEach, describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { flowBudget, listFlowBudgets } from "@/server/features/flow-budgets/data";
import { setFlowBudget } from "@/server/features/flow-budgets/mutations";
import { checkFlowBudgets } from "@/server/features/flow-budgets/service";
import { activateFlow, archiveFlow, pauseFlow } from "@/server/features/flow-versions/mutations";
import { safeguardsOf } from "@/server/features/safeguards/data";
import type { Actor } from "@/server/ops/audit";
import { followUsage } from "@/server/ops/follow-usage";
import { refundUsage } from "@/server/records/refund";
import { newMember, newPerson, type Person } from "../fixtures/people";
import { connectMail } from "./support/connect-mail";
import { drive, driveAll, publish, readRun, runsOf, send, sendAnytime } from "./support/engine";
import { mailByOperator } from "./support/mail-by-operator";
import { startMailServer } from "./support/mail-server";

const DAY = 86_400_000;
let time: number | null = null;
const at = (moment: number) => {
  time = moment;
  globalThis.batonClock = { now: () => new Date(time ?? Date.now()) };
};
afterEach(() => {
  time = null;
  globalThis.batonClock = undefined;
});

async function owner(plan = "professional"): Promise<Person & { actor: Actor }> {
  const person = await newPerson("Olga");
  await pool().query(
    `update workspaces set plan = $2::"PlanKey", billing_anchor = '2026-01-01' where id = $1`,
    [person.workspace.id, plan],
  );
  forgetWorkspaceFacts(person.workspace.id);
  await pool().query("delete from sending_rules where workspace_id = $1", [person.workspace.id]);
  await sendAnytime(person.workspace.id);
  return { ...person, actor: { type: "user", id: person.id, name: "Olga" } };
}

const flowOf = (workspace: WorkspaceId, steps: unknown[] = []) =>
  publish(workspace, {
    name: "Welcome",
    trigger: { type: "event", event_types: ["order.created"] },
    steps: [
      ...steps,
      { id: "one", type: "action", action_type: "send_sms", config: { to: "+14155550123", message: "Hi" } },
    ],
  });

const charge = (
  workspace: WorkspaceId,
  flowId: string,
  amount: number,
  period = "2026-11-01",
  key: string = newId(),
) =>
  pool().query(
    "insert into usage_records (key, workspace_id, kind, amount, cost, flow_id, period, created_at) values ($1, $2, 'sms_sent', $3, 1, $4, $5, $6)",
    [key, workspace, amount, flowId, period, new Date(time ?? Date.now())],
  );

const check = (workspaceId: WorkspaceId) => checkFlowBudgets(undefined, { workspaceId, flowId: null });

const bells = async (workspace: WorkspaceId) =>
  (
    await pool().query<{ title: string; body: string; user_id: string; link: string }>(
      "select title, body, user_id, link from notifications where workspace_id = $1 order by created_at, id",
      [workspace],
    )
  ).rows;
const statusOf = async (flowId: string) =>
  (await pool().query<{ status: string }>("select status from automation_flows where id = $1", [flowId]))
    .rows[0]?.status;

test("a budget that cannot be looked at keeps nobody else from theirs", async () => {
  at(Date.parse("2026-11-10T00:00:00Z"));
  const flows: { workspaceId: WorkspaceId; flowId: string }[] = [];
  for (const me of [await owner(), await owner()]) {
    const { flowId } = await flowOf(me.workspace.id);
    await charge(me.workspace.id, flowId, 1_000);
    await setFlowBudget(me.workspace.id, me.actor, { flowId, monthlyMilliTokens: 1_000, stop: true });
    flows.push({ workspaceId: me.workspace.id, flowId });
  }
  const states = () => Promise.all(flows.map(({ flowId }) => statusOf(flowId)));
  expect(await states()).toEqual(["paused", "paused"]);
  const terms = (json: string | null) =>
    pool().query("update workspaces set custom_pricing = $2 where id = $1", [flows[0]?.workspaceId, json]);
  await terms("{}");
  at(Date.parse("2026-12-10T00:00:00Z"));
  await checkFlowBudgets();
  expect(await states()).toEqual(["paused", "active"]);
  await terms(null);
  await checkFlowBudgets();
  expect(await states()).toEqual(["active", "active"]);
});

describe("a budget that tells", () => {
  test("says so at 80 and at 100 percent, once each, to whoever made the flow, owners and admins; the flow goes on", async () => {
    at(Date.parse("2026-11-10T00:00:00Z"));
    const me = await owner();
    const { workspace, actor, id } = me;
    const editor = await newMember(me, "editor");
    await newMember(me, "viewer");
    const { flowId } = await flowOf(workspace.id);
    await pool().query("update automation_flows set created_by = $2 where id = $1", [flowId, editor.id]);
    await setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens: 10_000, stop: false });
    await charge(workspace.id, flowId, 7_999);
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    await followUsage();
    await charge(workspace.id, flowId, 1);
    await Promise.all([check(workspace.id), check(workspace.id), check(workspace.id)]);
    const told = await bells(workspace.id);
    expect(told.map(({ title }) => title)).toEqual(Array(2).fill("“Welcome” has used 80 % of its budget"));
    expect(told.map((bell) => bell.user_id).sort()).toEqual([id, editor.id].sort());
    expect(told[0]).toMatchObject({
      body: "It has used 8 of 10 tokens in this period. The next period begins on 1 December. When the budget is used up, you are told again; the flow goes on.",
      link: `/w/${workspace.slug}/flows/${flowId}`,
    });
    await charge(workspace.id, flowId, 2_000);
    expect(await check(workspace.id)).toEqual({ told: 1, stopped: 0, resumed: 0 });
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    expect((await bells(workspace.id)).at(-1)?.title).toBe("“Welcome” has used up its budget");
    expect(await statusOf(flowId)).toBe("active");
    expect(await listFlowBudgets(workspace.id)).toMatchObject([
      { flowId, milliTokens: 10_000, usedMilliTokens: 10_000, stop: false, period: { key: "2026-11-01" } },
    ]);

    // A larger one is told of anew; a new period begins at nothing.
    await setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens: 12_500, stop: false });
    expect((await bells(workspace.id)).slice(4).map(({ title }) => title)).toEqual(
      Array(2).fill("“Welcome” has used 80 % of its budget"),
    );
    at(Date.parse("2026-12-02T00:00:00Z"));
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    expect((await flowBudget(workspace.id, flowId)).usedMilliTokens).toBe(0);
  });

  test("also writes a mail where the workspace has a mail server, and only one", async () => {
    const me = await owner();
    const server = await startMailServer();
    try {
      await connectMail(me, server);
      const { flowId } = await flowOf(me.workspace.id);
      const { period } = await flowBudget(me.workspace.id, flowId);
      await charge(me.workspace.id, flowId, 8_000, period.key);
      await setFlowBudget(me.workspace.id, me.actor, { flowId, monthlyMilliTokens: 10_000, stop: true });
      await check(me.workspace.id);
      expect(server.mails.map(({ to }) => to)).toEqual([[me.email]]);
      expect(server.mails[0]?.text.replaceAll("=\r\n", "")).toContain(
        `/w/${me.workspace.slug}/flows/${flowId}`,
      );
    } finally {
      await server.close();
    }
  });

  test("is also mailed by whoever runs Baton, to those who have no mail server of their own", async () => {
    const me = await owner();
    const server = await startMailServer();
    const undo = mailByOperator(server);
    try {
      const { flowId } = await flowOf(me.workspace.id);
      const { period } = await flowBudget(me.workspace.id, flowId);
      await charge(me.workspace.id, flowId, 8_000, period.key);
      await setFlowBudget(me.workspace.id, me.actor, { flowId, monthlyMilliTokens: 10_000, stop: true });
      await check(me.workspace.id);
      expect(server.mails).toMatchObject([{ from: "no-reply@baton.example.com", to: [me.email] }]);
      expect(server.mails[0]?.text).toContain("From: Our Baton <no-reply@baton.example.com>");
    } finally {
      undo();
      await server.close();
    }
  });

  test("counts what was given back", async () => {
    at(Date.parse("2026-11-10T00:00:00Z"));
    const { workspace, actor } = await owner();
    const { flowId } = await flowOf(workspace.id);
    await setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens: 10_000, stop: true });
    const key = newId();
    await charge(workspace.id, flowId, 9_000, "2026-11-01", key);
    await inTransaction((tx) =>
      refundUsage(tx, workspace.id, { key, milliTokens: 2_000, reason: "r", by: actor }),
    );
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    expect((await flowBudget(workspace.id, flowId)).usedMilliTokens).toBe(7_000);
  });
});

describe("a budget that stops", () => {
  test("pauses the flow where its runs are, and the next period turns it on again by itself: nothing is lost or doubled", async () => {
    const { workspace, actor, caller } = await owner();
    const { flowId } = await flowOf(workspace.id, [{ id: "nap", type: "delay", for: "1 minute" }]);
    const start = Date.now();
    at(start);
    const { period } = await flowBudget(workspace.id, flowId);
    await setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens: 1_000, stop: true });
    const runIds = [];
    for (let number = 0; number < 3; number++) {
      const { runs } = await send(workspace.id, "order.created", { number });
      runIds.push(...runs.map(({ id }) => id));
    }
    await driveAll(workspace.id, 0);
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 1, resumed: 0 });
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    expect(await statusOf(flowId)).toBe("paused");
    const [bell] = await bells(workspace.id);
    expect(bell?.title).toBe("“Welcome” was paused: its budget is used up");
    expect(bell?.body).toMatch(
      /^It has used 1\.5 of 1 token in this period\. Nothing is lost: .* It goes on by itself on \d+ \w+\. /,
    );
    expect(await safeguardsOf(workspace.id, actor.id ?? "", flowId)).toMatchObject({
      stop: { reason: "budget", budgetMilliTokens: 1_000, resumesAt: period.endsAt },
    });
    expect((await caller.flows.list({ workspace: workspace.slug })).flows).toMatchObject([
      { id: flowId, stoppedFor: "budget" },
    ]);
    expect((await send(workspace.id, "order.created", { number: 9 })).runs).toEqual([]);

    at(start + 61_000);
    for (const runId of runIds) await drive(runId, 0);
    expect((await runsOf(workspace.id)).map(({ status }) => status)).toEqual(["held", "held", "held"]);

    at((period.endsAt?.getTime() ?? 0) + 1_000);
    forgetWorkspaceFacts(workspace.id);
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 1 });
    expect(await statusOf(flowId)).toBe("active");
    for (const runId of runIds) await drive(runId, 0);
    expect((await Promise.all(runIds.map(readRun))).map(({ status }) => status)).toEqual(
      Array(3).fill("completed"),
    );
    const sent = await pool().query(
      "select count(*)::int as n from usage_records where flow_id = $1 and kind = 'sms_sent'",
      [flowId],
    );
    expect(sent.rows[0]?.n).toBe(3);
    const audit = await pool().query(
      "select action, actor_type from audit_entries where workspace_id = $1 and target_id = $2 order by created_at, id",
      [workspace.id, flowId],
    );
    expect(audit.rows).toEqual([
      { action: "flow.budget_set", actor_type: "user" },
      { action: "flow.paused", actor_type: "system" },
      { action: "flow.activated", actor_type: "system" },
    ]);
  });

  test("lets the flow go on when it is raised, removed, or somebody turns the flow on again beyond it", async () => {
    at(Date.parse("2026-11-10T00:00:00Z"));
    const { workspace, actor } = await owner();
    const { flowId } = await flowOf(workspace.id);
    const set = (monthlyMilliTokens: number | null, stop = true) =>
      setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens, stop });
    await charge(workspace.id, flowId, 5_000);
    // Setting one that is used up already acts at once.
    await set(5_000);
    expect(await statusOf(flowId)).toBe("paused");
    await set(6_000);
    expect(await statusOf(flowId)).toBe("active");
    await charge(workspace.id, flowId, 1_000);
    await check(workspace.id);
    expect(await statusOf(flowId)).toBe("paused");
    await set(6_000, false);
    expect(await statusOf(flowId)).toBe("active");
    await set(6_000, true);
    expect(await statusOf(flowId)).toBe("paused");
    await set(null);
    expect(await statusOf(flowId)).toBe("active");
    expect(await listFlowBudgets(workspace.id)).toEqual([]);
    at(Date.parse("2026-11-10T00:00:01Z"));
    await set(6_000);
    expect(await statusOf(flowId)).toBe("paused");
    await activateFlow(workspace.id, actor, flowId);
    at(Date.parse("2026-11-11T00:00:00Z"));
    await charge(workspace.id, flowId, 9_000);
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    expect(await statusOf(flowId)).toBe("active");
    at(Date.parse("2026-12-01T00:00:00Z") + DAY);
    await charge(workspace.id, flowId, 6_000, "2026-12-01");
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 1, resumed: 0 });
  });

  test("leaves alone what was off or put away, and a plan without room for the flow leaves it off", async () => {
    at(Date.parse("2026-11-10T00:00:00Z"));
    const { workspace, actor } = await owner("trial");
    const [first, second] = [await flowOf(workspace.id), await flowOf(workspace.id)];
    await pauseFlow(workspace.id, actor, first.flowId);
    await charge(workspace.id, first.flowId, 5_000, "trial");
    await setFlowBudget(workspace.id, actor, { flowId: first.flowId, monthlyMilliTokens: 5_000, stop: true });
    expect(await bells(workspace.id)).toEqual([]);
    expect(
      (await safeguardsOf(workspace.id, "00000000-0000-0000-0000-000000000000", first.flowId)).stop,
    ).toBeNull();
    await charge(workspace.id, second.flowId, 5_000, "trial");
    await setFlowBudget(workspace.id, actor, {
      flowId: second.flowId,
      monthlyMilliTokens: 5_000,
      stop: true,
    });
    expect(await statusOf(second.flowId)).toBe("paused");
    for (let number = 0; number < 3; number++) await flowOf(workspace.id);
    await setFlowBudget(workspace.id, actor, {
      flowId: second.flowId,
      monthlyMilliTokens: 50_000,
      stop: true,
    });
    expect(await statusOf(second.flowId)).toBe("paused");
    await archiveFlow(workspace.id, actor, second.flowId, "cancel");
    expect(await check(workspace.id)).toEqual({ told: 0, stopped: 0, resumed: 0 });
    expect(await listFlowBudgets(workspace.id)).toHaveLength(1);
  });

  test("a flow that runs away gets no further than what began before the next look", async () => {
    const { workspace, actor } = await owner();
    const { flowId } = await flowOf(workspace.id);
    await setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens: 15_000, stop: true });
    let started = 0;
    let looks = 0;
    // Of ten at once between two looks, each costs 1.5 tokens.
    while (looks < 5) {
      const burst = await Promise.all(
        Array.from({ length: 10 }, (_, number) => send(workspace.id, "order.created", { number, looks })),
      );
      started += burst.flatMap(({ runs }) => runs).length;
      await driveAll(workspace.id);
      await check(workspace.id);
      looks += 1;
    }
    expect(started).toBe(10);
    const { usedMilliTokens } = await flowBudget(workspace.id, flowId);
    expect(usedMilliTokens).toBe(15_000);
    await setFlowBudget(workspace.id, actor, { flowId, monthlyMilliTokens: 16_000, stop: true });
    await Promise.all(
      Array.from({ length: 10 }, (_, number) => send(workspace.id, "order.created", { again: number })),
    );
    await driveAll(workspace.id);
    await check(workspace.id);
    // Beyond the budget by what one look was late, and by nothing after it.
    expect((await flowBudget(workspace.id, flowId)).usedMilliTokens).toBe(30_000);
    expect((await send(workspace.id, "order.created", { last: true })).runs).toEqual([]);
  });
});

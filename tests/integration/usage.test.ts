/** What the usage page reads: of runs that were really charged, and of a ledger of days gone by. */
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { newId } from "@/server/db/id";
import { inTransaction, pool } from "@/server/db/pool";
import { forgetWorkspaceFacts } from "@/server/engine/workspace-facts";
import { followUsage } from "@/server/ops/follow-usage";
import { refundUsage } from "@/server/records/refund";
import { newPerson, type Person } from "../fixtures/people";
import { drive, publish, quotaOf, send } from "./support/engine";

const mail = {
  ...{ id: "mail", type: "action", action_id: "send_email" },
  config: { to: "ann@example.com", subject: "Hi", body: "Hi" },
};

async function mailing(owner: Person, name = "Mail") {
  const type = `a.${newId()}`;
  const trigger = { type: "event", event_types: [type] };
  const { flowId } = await publish(owner.workspace.id, { name, trigger, steps: [mail] });
  const run = async () => {
    const { runs } = await send(owner.workspace.id, type, {});
    await drive(runs[0]?.id ?? "", 0);
    return runs[0]?.id ?? "";
  };
  return { flowId, run };
}

async function onPlan(owner: Person, plan: string, anchor: Date, overage = false): Promise<void> {
  await pool().query(
    `update workspaces set plan = $2::"PlanKey", billing_anchor = $3, overage_enabled = $4 where id = $1`,
    [owner.workspace.id, plan, anchor, overage],
  );
  forgetWorkspaceFacts(owner.workspace.id);
}

type Past = { at: Date; period: string; amount: number; kind?: string };

const charge = (owner: Person, { at, period, amount, kind = "sms_sent" }: Past) =>
  pool().query(
    "insert into usage_records (key, workspace_id, kind, amount, cost, period, created_at, metadata) values ($1, $2, $3, $4, 20000, $5, $6, $7)",
    [`run:${newId()}`, owner.workspace.id, kind, amount, period, at, { to: "+14155550123" }],
  );

describe("the current period", () => {
  test("is what the runs were charged, by kind, flow and day, and what the quota says is used", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const [one, other] = [await mailing(owner, "One"), await mailing(owner, "Other")];
    for (const run of [one.run, one.run, other.run]) await run();
    const today = DateTime.now().setZone("Europe/Berlin").toISODate();
    const period = await owner.caller.usage.period({ workspace });
    expect(period).toMatchObject({
      ...{ plan: "trial", overageEnabled: false, usedMilliTokens: 1_800, includedMilliTokens: 100_000 },
      ...{ overageMilliTokens: 0, overageMicroDollars: null, listMicroDollars: 18_000, projection: null },
      period: { key: "trial", endsAt: null, current: true },
      kinds: [
        { kind: "workflow_execution", milliTokens: 1_500, records: 3 },
        { kind: "email_sent", milliTokens: 300, records: 3 },
      ],
      flows: [
        { flowId: one.flowId, name: "One", milliTokens: 1_200, runs: 2 },
        { flowId: other.flowId, name: "Other", milliTokens: 600, runs: 1 },
      ],
      members: [{ userId: null, name: null, milliTokens: 1_800, runs: 3 }],
    });
    expect(period.days.at(-1)).toEqual({ day: today, kinds: { workflow_execution: 1_500, email_sent: 300 } });
    expect((await quotaOf(owner.workspace.id)).used).toBe(period.usedMilliTokens);
    await followUsage();
    expect(await owner.caller.usage.period({ workspace })).toEqual(period);
  });

  test("says what lies over the included tokens at the plan's rate, and where it is heading", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const now = DateTime.utc();
    // A day each, also where one has 23 or 25 hours.
    const here = now.setZone("Europe/Berlin");
    const anchor = now.minus({ days: 10, hours: 1 });
    await onPlan(owner, "starter", anchor.toJSDate(), true);
    const key = anchor.toFormat("yyyy-MM-dd");
    for (let days = 9; days >= 1; days--)
      await charge(owner, { at: here.minus({ days }).toJSDate(), period: key, amount: 120_000 });
    const period = await owner.caller.usage.period({ workspace });
    expect(period).toMatchObject({
      ...{ usedMilliTokens: 1_080_000, includedMilliTokens: 1_000_000, overageEnabled: true },
      ...{ overageMilliTokens: 80_000, overageMicroDollars: 1_200_000, capMicroDollars: null },
      ...{ creditMilliTokens: 0, segments: [{ plan: "starter", rateMicroDollars: 15, milliTokens: 80_000 }] },
      period: { key, startsAt: anchor.toJSDate(), endsAt: anchor.plus({ months: 1 }).toJSDate() },
    });
    const left = anchor.plus({ months: 1 }).diff(now, "days").days;
    expect(period.projection?.knownDays).toBe(9);
    expect(period.projection?.end.expected).toBeCloseTo(1_080_000 + left * 120_000, -3);
    expect(period.projection?.points.at(-1)).toMatchObject(period.projection?.end ?? {});
    expect(period.projection?.points).toHaveLength(
      new Set(period.projection?.points.map(({ day }) => day)).size,
    );
  });
});

describe("by member", () => {
  test("are the flows that somebody made; those of nobody, and what no flow did, stand together", async () => {
    const owner = await newPerson();
    const colleague = await newPerson();
    const [own, theirs] = [await mailing(owner, "Own"), await mailing(owner, "Theirs")];
    const [again, nobodys] = [await mailing(owner, "Theirs again"), await mailing(owner, "Nobody's")];
    const madeBy = (flowId: string, userId: string) =>
      pool().query("update automation_flows set created_by = $2 where id = $1", [flowId, userId]);
    await madeBy(own.flowId, owner.id);
    for (const { flowId } of [theirs, again]) await madeBy(flowId, colleague.id);
    for (const run of [own.run, theirs.run, again.run, again.run, nobodys.run]) await run();
    await charge(owner, { at: new Date(), period: "trial", amount: 100 });
    const { members } = await owner.caller.usage.period({ workspace: owner.workspace.slug });
    expect(members).toEqual([
      { userId: colleague.id, name: colleague.name, milliTokens: 1_800, runs: 3 },
      { userId: null, name: null, milliTokens: 700, runs: 1 },
      { userId: owner.id, name: owner.name, milliTokens: 600, runs: 1 },
    ]);
  });
});

describe("refunds", () => {
  test("take tokens back, not runs, and are listed with what they give back and why", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { flowId, run } = await mailing(owner);
    const runId = await run();
    const by = { type: "user", id: owner.id, name: "Ann" } as const;
    const refund = (key: string, milliTokens?: number) =>
      inTransaction((tx) =>
        refundUsage(tx, owner.workspace.id, { key, milliTokens, reason: "It did not arrive", by }),
      );
    await refund(`run:${runId}:workflow`, 200);
    const { records: before } = await owner.caller.usage.records({ workspace });
    const mailed =
      before.find(({ kind, milliTokens }) => kind === "email_sent" && milliTokens > 0)?.key ?? "";
    await refund(mailed);
    for (const followed of [0, 1]) {
      if (followed) await followUsage();
      const period = await owner.caller.usage.period({ workspace });
      expect(period).toMatchObject({
        usedMilliTokens: 300,
        kinds: [
          { kind: "workflow_execution", milliTokens: 300, records: 1 },
          { kind: "email_sent", milliTokens: 0, records: 1 },
        ],
        flows: [{ flowId, milliTokens: 300, runs: 1 }],
        members: [{ userId: null, milliTokens: 300, runs: 1 }],
      });
      expect(await owner.caller.usage.recordCount({ workspace })).toEqual({ records: 4 });
      expect(await owner.caller.usage.recordCount({ workspace, kind: "email_sent", flowId })).toEqual({
        records: 2,
      });
    }
    const { records } = await owner.caller.usage.records({ workspace });
    expect(records.filter(({ milliTokens }) => milliTokens < 0)).toMatchObject([
      { milliTokens: -100, refundOf: mailed, reason: "It did not arrive", runId, flowId },
      { milliTokens: -200, refundOf: `run:${runId}:workflow`, reason: "It did not arrive", runId, flowId },
    ]);
    expect(records.filter(({ milliTokens }) => milliTokens > 0)).toMatchObject([
      { refundOf: null, reason: null },
      { refundOf: null, reason: null },
    ]);
  });
});

describe("periods gone by", () => {
  test("keep what their plan included, and take what was settled after their end", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { run } = await mailing(owner);
    await run();
    const anchor = DateTime.utc().minus({ days: 3 });
    await onPlan(owner, "professional", anchor.toJSDate());
    const next = await mailing(owner);
    await next.run();
    await charge(owner, { at: new Date(), period: "trial", amount: 1_000 });
    const periods = await owner.caller.usage.periods({ workspace });
    expect(periods).toMatchObject([
      { key: anchor.toFormat("yyyy-MM-dd"), current: true, includedMilliTokens: 5_000_000 },
      { key: "trial", current: false, includedMilliTokens: 100_000 },
    ]);
    const trial = await owner.caller.usage.period({ workspace, period: "trial" });
    expect(trial).toMatchObject({ usedMilliTokens: 1_600, projection: null, overageMicroDollars: null });
    expect(await owner.caller.usage.period({ workspace })).toMatchObject({ usedMilliTokens: 600 });
    await expect(owner.caller.usage.period({ workspace, period: "2001-01-01" })).rejects.toThrow(
      /no period 2001-01-01/,
    );
  });
});

describe("the ledger's records", () => {
  test("come page by page, the newest first, with the run and the step they are of", async () => {
    const owner = await newPerson();
    const workspace = owner.workspace.slug;
    const { flowId, run } = await mailing(owner);
    const runId = await run();
    const at = new Date("2026-03-01T10:00:00Z");
    for (let count = 0; count < 5; count++) await charge(owner, { at, period: "trial", amount: 1_000 });
    const first = await owner.caller.usage.records({ workspace, limit: 4 });
    for (const record of first.records.slice(0, 2))
      expect(record).toMatchObject({ runId, flowId, flowName: "Mail", runKept: true });
    expect(
      first.records
        .slice(0, 2)
        .map(({ stepId }) => stepId)
        .sort(),
    ).toEqual(["mail", "run"]);
    const second = await owner.caller.usage.records({ workspace, limit: 4, cursor: first.nextCursor });
    expect(second.nextCursor).toBeNull();
    const keys = [...first.records, ...second.records].map(({ key }) => key);
    expect(new Set(keys).size).toBe(7);
    expect(second.records[0]).toMatchObject({
      kind: "sms_sent",
      to: "+14155550123",
      runId: null,
      runKept: false,
    });
    const found = async (filter: object) =>
      (await owner.caller.usage.records({ workspace, ...filter })).records.length;
    expect(await found({ kind: "sms_sent" })).toBe(5);
    expect(await found({ flowId })).toBe(2);
    expect(await found({ day: "2026-03-01" })).toBe(5);
    expect(await found({ day: "2026-03-02" })).toBe(0);
    expect(await found({ period: "2026-03-01" })).toBe(0);
    const filters = [
      ...[{}, { kind: "sms_sent" as const }, { flowId }, { flowId, kind: "email_sent" as const }],
      ...[{ day: "2026-03-01" }, { day: "2026-03-01", flowId }, { period: "2026-03-01" }],
    ];
    for (const followed of [0, 1]) {
      if (followed) await followUsage();
      for (const filter of filters) {
        const { records } = await owner.caller.usage.recordCount({ workspace, ...filter });
        expect(records, JSON.stringify(filter)).toBe(await found(filter));
      }
    }
  });
});

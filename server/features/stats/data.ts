import { DateTime } from "luxon";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";
import { workspaceFacts } from "@/server/engine/workspace-facts";
import { effectiveCap } from "@/server/records/billing-facts";
import { sumDays, withUsageSums } from "@/server/records/usage-sums";

/** One day in the workspace's time zone. */
export type DayStats = { day: string; runs: number; completed: number; failed: number; milliTokens: number };

export type PeriodTotals = Omit<DayStats, "day"> & { successRate: number | null };

type Zone = { id: WorkspaceId; timezone: string };

/** The last `days` days, today included, beside as many before them. */
export async function homeStats({ id, timezone }: Zone, days: number) {
  const today = DateTime.fromJSDate(now(), { zone: timezone }).startOf("day");
  const names = Array.from(
    { length: days * 2 },
    (_, index) => today.minus({ days: days * 2 - 1 - index }).toISODate() ?? "",
  );
  const since = today.minus({ days: days * 2 - 1 }).toJSDate();
  const [runs, tokens, current, flows, quota] = await Promise.all([
    runsPerDay(id, timezone, since),
    tokensPerDay(id, timezone, since),
    openRuns(id),
    flowCounts(id),
    tokenStats(id),
  ]);
  const all = names.map((day) => ({
    ...(runs.get(day) ?? { day, runs: 0, completed: 0, failed: 0 }),
    milliTokens: tokens.get(day) ?? 0,
  }));
  const previous = all.slice(0, days);
  const period = all.slice(days);
  return {
    days: period,
    previousDays: previous,
    totals: totalsOf(period),
    previousTotals: totalsOf(previous),
    open: current,
    flows: { ...flows, limit: quota.maxWorkflows },
    tokens: quota,
  };
}

/** Tokens of the current quota period, in thousandths. */
export async function tokenStats(workspaceId: WorkspaceId) {
  const facts = await workspaceFacts(workspaceId);
  const { rows } = await pool().query<{ used: number; reserved: number; included: number; limit: number }>(
    `select sum(shard.used)::float8 as used, sum(shard.reserved)::float8 as reserved, (account.included + account.credits)::float8 as included,
       account."limit"::float8 as "limit"
     from quota_accounts account join quota_shards shard using (workspace_id, period)
     where workspace_id = $1 and period = $2 group by account.included, account.credits, account."limit"`,
    [workspaceId, facts.period],
  );
  return {
    plan: facts.plan,
    period: facts.period,
    periodEndsAt: facts.periodEndsAt,
    /** Overage may be used now: it is on, and no payment is due. */
    overageEnabled: effectiveCap(facts) !== null,
    billingStatus: facts.billingStatus,
    maxWorkflows: facts.terms.maxWorkflows,
    usedMilliTokens: rows[0]?.used ?? 0,
    reservedMilliTokens: rows[0]?.reserved ?? 0,
    /** With what grants add. */
    includedMilliTokens: rows[0]?.included ?? facts.terms.includedMilliTokens,
    /** Where runs are held: with what overage may add. Null: nothing was used yet. */
    limitMilliTokens: rows[0]?.limit ?? null,
  };
}

async function runsPerDay(workspaceId: WorkspaceId, zone: string, since: Date) {
  const { rows } = await pool().query<Omit<DayStats, "milliTokens">>(
    `select to_char(created_at at time zone $2, 'YYYY-MM-DD') as day, count(*)::int as runs,
       count(*) filter (where status = 'completed')::int as completed, count(*) filter (where status = 'failed')::int as failed
     from flow_executions where workspace_id = $1 and created_at >= $3 and mode = 'live' group by 1`,
    [workspaceId, zone, since],
  );
  return new Map(rows.map((row) => [row.day, row]));
}

/** From the ledger, on the day of the charge: test runs cost too. */
const tokensPerDay = (workspaceId: WorkspaceId, timezone: string, since: Date) =>
  withUsageSums((sums) => sumDays(sums, workspaceId, { since, timezone }));

async function openRuns(workspaceId: WorkspaceId) {
  const rows = await prisma().run.groupBy({
    by: ["status"],
    where: { workspaceId, status: { in: ["queued", "running", "waiting", "held"] } },
    _count: true,
  });
  const open = { queued: 0, running: 0, waiting: 0, held: 0 };
  for (const { status, _count } of rows) {
    if (status in open) Object.assign(open, { [status]: _count });
  }
  return open;
}

async function flowCounts(workspaceId: WorkspaceId) {
  const [active, total] = await Promise.all([
    prisma().flow.count({ where: { workspaceId, status: "active" } }),
    prisma().flow.count({ where: { workspaceId, status: { not: "archived" } } }),
  ]);
  return { active, total };
}

function totalsOf(days: DayStats[]): PeriodTotals {
  const sum = (key: "runs" | "completed" | "failed" | "milliTokens") =>
    days.reduce((total, day) => total + day[key], 0);
  const [completed, failed] = [sum("completed"), sum("failed")];
  const ended = completed + failed;
  return {
    runs: sum("runs"),
    completed,
    failed,
    milliTokens: sum("milliTokens"),
    successRate: ended > 0 ? completed / ended : null,
  };
}

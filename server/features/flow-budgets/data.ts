import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import type { BudgetUse } from "@/server/domain/flow-budget";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import { type Period, periodOf } from "@/server/domain/period";
import type { PlanKey } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { sumOfPeriod, withUsageSums } from "@/server/records/usage-sums";

export type FlowBudget = BudgetUse & {
  flowId: string;
  /** Whether the flow is stopped when it is used up. */
  stop: boolean;
  period: Period;
};

/** The budgets there are, with what is used of them in the current period. */
export async function listFlowBudgets(workspaceId: WorkspaceId): Promise<FlowBudget[]> {
  const budgets = await usedOf(await budgetRows(workspaceId, null));
  return budgets.map(({ flowId, milliTokens, usedMilliTokens, stop, period }) => ({
    ...{ flowId, milliTokens, usedMilliTokens, stop, period },
  }));
}

/** A flow's budget, or null; and what it has used in the current period, budget or not. */
export async function flowBudget(
  workspaceId: WorkspaceId,
  flowId: string,
): Promise<{
  budget: { milliTokens: number; stop: boolean } | null;
  usedMilliTokens: number;
  period: Period;
}> {
  const { rows } = await pool().query<{ plan: PlanKey; anchor: Date }>(
    `select w.plan::text as plan, w.billing_anchor as anchor from automation_flows f join workspaces w on w.id = f.workspace_id
     where f.workspace_id = $1 and f.id = $2`,
    [workspaceId, flowId],
  );
  const [facts] = rows;
  if (!facts) throw noSuchFlow();
  const period = periodOf(facts.plan, facts.anchor, now());
  const [row] = await budgetRows(workspaceId, flowId);
  return {
    budget: row ? { milliTokens: row.milliTokens, stop: row.stop } : null,
    usedMilliTokens: await sumOfPeriod(pool(), workspaceId, period.key, flowId),
    period,
  };
}

/** A budget as the watch over them needs it. */
export type BudgetRow = {
  workspaceId: WorkspaceId;
  flowId: string;
  flowName: string;
  status: string;
  milliTokens: number;
  stop: boolean;
  setting: string;
  plan: PlanKey;
  anchor: Date;
  timezone: string;
  /** The period for which it is stopped now, or null. */
  stoppedIn: string | null;
  /** The last period in which it was stopped since it is as it is: turned on again, it goes on. */
  lastStop: string | null;
  /** Of what percent somebody was told last, and in which period. */
  toldPercent: number | null;
  toldIn: string | null;
};

/** Of one workspace or all; of one flow or all. */
export async function budgetRows(
  workspaceId: WorkspaceId | null,
  flowId: string | null,
): Promise<BudgetRow[]> {
  const { rows } = await pool().query<BudgetRow>(
    `select b.workspace_id as "workspaceId", b.flow_id as "flowId", f.name as "flowName", f.status::text as status,
       b.milli_tokens::float8 as "milliTokens", b.stop, b.setting, w.plan::text as plan, w.billing_anchor as anchor, w.timezone,
       open.period as "stoppedIn", last.period as "lastStop", told.percent as "toldPercent", told.period as "toldIn"
     from flow_budgets b join automation_flows f on f.workspace_id = b.workspace_id and f.id = b.flow_id
       join workspaces w on w.id = b.workspace_id
       left join lateral (select s.period from flow_stops s where s.workspace_id = b.workspace_id and s.flow_id = b.flow_id
         and s.reason = 'budget' and s.ended_at is null order by s.at desc limit 1) open on true
       left join lateral (select s.period from flow_stops s where s.workspace_id = b.workspace_id and s.flow_id = b.flow_id
         and s.setting = b.setting order by s.at desc limit 1) last on true
       left join lateral (select a.percent, a.period from flow_budget_alerts a where a.workspace_id = b.workspace_id and a.flow_id = b.flow_id
         and a.milli_tokens = b.milli_tokens order by a.at desc limit 1) told on true
     where f.status <> 'archived' and ($1::uuid is null or b.workspace_id = $1) and ($2::uuid is null or b.flow_id = $2)
     order by b.workspace_id, b.flow_id`,
    [workspaceId, flowId],
  );
  return rows;
}

/** What each has used in its current period: one question for all, of the sums and of what of the ledger they have not reached. */
export async function usedOf<Row extends BudgetRow>(
  budgets: readonly Row[],
): Promise<(Row & { period: Period; usedMilliTokens: number })[]> {
  if (budgets.length === 0) return [];
  const at = now();
  const periods = budgets.map(({ plan, anchor }) => periodOf(plan, anchor, at));
  // The mark is given as a value: as a question inside this one it would make all of a flow's charges be read.
  const { rows } = await withUsageSums(({ tx, position }) =>
    tx.query<{ place: number; used: number }>(
      `select asked.place::int as place, coalesce(summed.amount, 0)::float8 + coalesce(rest.amount, 0)::float8 as used
     from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as asked(workspace_id, flow_id, period, place)
       left join lateral (select sum(u.amount) as amount from usage_by_flow u
         where u.workspace_id = asked.workspace_id and u.period = asked.period and u.flow_id = asked.flow_id) summed on true
       left join lateral (select sum(u.amount) as amount from usage_records u
         where u.tx >= $4
           and u.workspace_id = asked.workspace_id and u.period = asked.period and u.flow_id = asked.flow_id) rest on true`,
      [
        budgets.map(({ workspaceId }) => workspaceId),
        budgets.map(({ flowId }) => flowId),
        periods.map(({ key }) => key),
        position,
      ],
    ),
  );
  const used = new Map(rows.map((row) => [row.place - 1, row.used]));
  return budgets.flatMap((budget, place) => {
    const period = periods[place];
    return period ? [{ ...budget, period, usedMilliTokens: used.get(place) ?? 0 }] : [];
  });
}

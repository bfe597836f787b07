import type { Tx } from "../../db/pool";
import { PRICES } from "../../domain/plans";
import { workflowUsageKey } from "../../domain/usage";
import type { WorkspaceId } from "../../domain/workspace";
import { type LostCharge, lostCharges } from "../../engine/lost-charge";
import type { Actor } from "../../ops/audit";
import { refundUsage } from "../../records/refund";
import { beyond, type ChargeMismatch, shortOf } from "./compare-steps";

type StepRow = {
  path: string;
  actionType: string | null;
  output: unknown;
  tokens: number;
  flowId: string | null;
  at: Date;
};

/** Records that a step's charge should have and has not. How many milli-tokens came into the ledger. */
export async function addMissing(
  tx: Tx,
  workspaceId: WorkspaceId,
  mismatch: ChargeMismatch,
): Promise<{ milliTokens: number; periods: string[] }> {
  const short = shortOf(mismatch);
  const charges = await chargesOf(tx, workspaceId, mismatch);
  const periods = new Set<string>();
  let added = 0;
  for (const { at, flowId, ...charge } of charges) {
    if (added + charge.milliTokens > short) continue;
    const { rows } = await tx.query<{ period: string }>(ADD_SQL, [
      ...[charge.key, workspaceId, charge.kind, charge.milliTokens, charge.microDollars, mismatch.runId],
      ...[flowId, mismatch.stepId, at],
    ]);
    for (const { period } of rows) {
      added += charge.milliTokens;
      periods.add(period);
    }
  }
  return { milliTokens: added, periods: [...periods] };
}

/** In the period that it fell in. */
const ADD_SQL = `
insert into usage_records (key, workspace_id, kind, amount, cost, run_id, flow_id, step_id, period, metadata, created_at)
select $1, $2, $3, $4, $5, $6, $7, $8, account.period, '{"added_by": "reconciliation"}', $9
from quota_accounts account
where account.workspace_id = $2 and account.starts_at <= $9::timestamptz and (account.ends_at is null or account.ends_at > $9::timestamptz)
order by account.starts_at desc limit 1
on conflict (key) do nothing returning period`;

type Charge = LostCharge & { at: Date; flowId: string | null };

async function chargesOf(tx: Tx, workspaceId: WorkspaceId, mismatch: ChargeMismatch): Promise<Charge[]> {
  const { runId, stepId } = mismatch;
  if (stepId === "run") return runCharge(tx, workspaceId, mismatch);
  const { rows } = await tx.query<StepRow>(
    `select s.iteration_path as path, s.action_type as "actionType", s.result as output, s.tokens, run.flow_id as "flowId", coalesce(s.finished_at, s.created_at) as at
     from automation_event_log s join flow_executions run on run.workspace_id = s.workspace_id and run.id = s.run_id
     where s.workspace_id = $1 and s.run_id = $2 and s.step_id = $3 and s.tokens > 0 order by s.iteration_path`,
    [workspaceId, runId, stepId],
  );
  return rows.flatMap(({ path, actionType, output, tokens, flowId, at }) =>
    lostCharges({ runId, stepId, path, actionType, output, milliTokens: tokens }).map((charge) => ({
      ...charge,
      ...{ at, flowId },
    })),
  );
}

async function runCharge(tx: Tx, workspaceId: WorkspaceId, mismatch: ChargeMismatch): Promise<Charge[]> {
  const { rows } = await tx.query<{ flowId: string | null }>(
    `select flow_id as "flowId" from flow_executions where workspace_id = $1 and id = $2`,
    [workspaceId, mismatch.runId],
  );
  return rows.map(({ flowId }) => ({
    ...{ key: workflowUsageKey(mismatch.runId), kind: "workflow_execution", at: mismatch.at, flowId },
    ...{ milliTokens: shortOf(mismatch), microDollars: PRICES.workflow_execution.microDollars },
  }));
}

/** Gives back what was charged and belongs to no step: the latest charges first. */
export async function refundOrphan(
  tx: Tx,
  workspaceId: WorkspaceId,
  mismatch: ChargeMismatch,
  by: Actor,
): Promise<{ milliTokens: number; periods: string[] }> {
  const { rows } = await tx.query<{ key: string; left: number }>(
    `select record.key, (record.amount + coalesce(sum(refund.amount), 0))::float8 as left
     from usage_records record left join usage_records refund
       on refund.workspace_id = record.workspace_id and refund.related_type = 'refund' and refund.related_id = record.key
     where record.workspace_id = $1 and record.run_id = $2 and record.step_id = $3 and record.related_type is distinct from 'refund'
     group by record.key, record.amount, record.created_at order by record.created_at desc, record.key desc`,
    [workspaceId, mismatch.runId, mismatch.stepId],
  );
  const periods = new Set<string>();
  let open = beyond(mismatch);
  const wanted = open;
  for (const { key, left } of rows) {
    const milliTokens = Math.min(open, left);
    if (milliTokens <= 0) continue;
    const { period } = await refundUsage(tx, workspaceId, {
      ...{ key, milliTokens, by },
      reason: "The charge belongs to no recorded step.",
    });
    periods.add(period);
    open -= milliTokens;
  }
  return { milliTokens: open - wanted, periods: [...periods] };
}

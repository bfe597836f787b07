import * as z from "zod";
import { now } from "@/server/db/clock";
import { newId } from "@/server/db/id";
import { inTransaction } from "@/server/db/pool";
import { noSuchFlow } from "@/server/domain/no-such-flow";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import { activateFlow } from "../flow-versions/mutations";
import { checkFlowBudgets } from "./service";

const MOST_MILLI_TOKENS = 1_000_000_000_000;

export const setFlowBudgetSchema = z.object({
  flowId: z.uuid(),
  /** Per billing period; null: none. */
  monthlyMilliTokens: z.number().int().min(1).max(MOST_MILLI_TOKENS).nullable(),
  /** Whether the flow is stopped when it is used up. */
  stop: z.boolean(),
});

type Known = { name: string; milliTokens: number | null; stop: boolean | null; stopped: boolean };

/** Sets, changes or removes a flow's budget. A flow that the old one had stopped goes on where the new one lets it. */
export async function setFlowBudget(
  workspaceId: WorkspaceId,
  actor: Actor,
  { flowId, monthlyMilliTokens, stop }: z.output<typeof setFlowBudgetSchema>,
): Promise<void> {
  const stopped = await inTransaction(async (tx) => {
    const { rows } = await tx.query<Known>(
      `select f.name, b.milli_tokens::float8 as "milliTokens", b.stop,
         exists (select 1 from flow_stops s where s.workspace_id = f.workspace_id and s.flow_id = f.id and s.reason = 'budget' and s.ended_at is null) as stopped
       from automation_flows f left join flow_budgets b on b.workspace_id = f.workspace_id and b.flow_id = f.id
       where f.workspace_id = $1 and f.id = $2 for update of f`,
      [workspaceId, flowId],
    );
    const [known] = rows;
    if (!known) throw noSuchFlow();
    const same =
      known.milliTokens === monthlyMilliTokens && (monthlyMilliTokens === null || known.stop === stop);
    if (same) return false;
    if (monthlyMilliTokens === null)
      await tx.query("delete from flow_budgets where workspace_id = $1 and flow_id = $2", [
        workspaceId,
        flowId,
      ]);
    else
      await tx.query(
        `insert into flow_budgets (flow_id, workspace_id, milli_tokens, stop, setting, set_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (flow_id) do update set milli_tokens = excluded.milli_tokens, stop = excluded.stop, setting = excluded.setting, set_at = excluded.set_at`,
        [flowId, workspaceId, monthlyMilliTokens, stop, newId(), now()],
      );
    await writeAudit(tx, {
      workspaceId,
      actor,
      action: monthlyMilliTokens === null ? "flow.budget_removed" : "flow.budget_set",
      target: { type: "flow", id: flowId, name: known.name },
      details: {
        before: auditOf(known.milliTokens, known.stop),
        after: auditOf(monthlyMilliTokens, stop),
      },
    });
    return known.stopped;
  });
  if (stopped && monthlyMilliTokens === null) await activateFlow(workspaceId, actor, flowId);
  if (monthlyMilliTokens !== null) await checkFlowBudgets(undefined, { workspaceId, flowId });
}

const auditOf = (milliTokens: number | null, stop: boolean | null) => ({
  tokens: milliTokens === null ? null : milliTokens / 1000,
  when_used_up: milliTokens === null ? null : stop ? "pause" : "tell",
});

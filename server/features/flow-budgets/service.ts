import { DateTime } from "luxon";
import { now } from "@/server/db/clock";
import { inTransaction, type Tx } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import { type BudgetPercent, budgetPercent, budgetWords } from "@/server/domain/flow-budget";
import type { Period } from "@/server/domain/period";
import type { WorkspaceId } from "@/server/domain/workspace";
import { type MailedMember, mailMembers } from "@/server/engine/mail-members";
import { stopFlow } from "@/server/engine/stop-flow";
import { logger } from "@/server/logger";
import type { Actor } from "@/server/ops/audit";
import { notify } from "@/server/records/notification";
import { activateFlow } from "../flow-versions/mutations";
import { type BudgetRow, budgetRows, usedOf } from "./data";

const BATON: Actor = { type: "system", id: null, name: "Baton" };

type Watched = BudgetRow & { period: Period; usedMilliTokens: number };
type News = { workspaceId: WorkspaceId; members: MailedMember[]; words: { title: string; body: string } };

export type BudgetCheck = { told: number; stopped: number; resumed: number };

/**
 * Looks at the budgets of flows: who is to be told, which flow is stopped, which goes on because its period is over or
 * its budget was raised. It looks now and then, and not before each step: a flow may use more than its budget by what it
 * spends between two looks (a chore looks every 20 seconds), never more than the workspace's own limit. A flow that
 * somebody turned on again beyond its budget is not stopped a second time in the period.
 */
export async function checkFlowBudgets(
  signal?: AbortSignal,
  only: { workspaceId: WorkspaceId | null; flowId: string | null } = { workspaceId: null, flowId: null },
): Promise<BudgetCheck> {
  const done: BudgetCheck = { told: 0, stopped: 0, resumed: 0 };
  const mails: News[] = [];
  for (const budget of await usedOf(await budgetRows(only.workspaceId, only.flowId))) {
    if (signal?.aborted) break;
    const news = await look(budget, done).catch((error: Error) => {
      // Who set one is told; in a pass one budget keeps nobody else from theirs.
      if (only.flowId) throw error;
      const { workspaceId, flowId } = budget;
      logger.error(
        { workspaceId, flowId, error: error.message },
        "the budget of a flow was not looked at; it is again in a moment",
      );
      return null;
    });
    if (news) mails.push(news);
  }
  await Promise.all(mails.map(({ workspaceId, members, words }) => mailMembers(workspaceId, members, words)));
  return done;
}

async function look(budget: Watched, done: BudgetCheck): Promise<News | null> {
  if (mayGoOn(budget) && (await resume(budget))) done.resumed += 1;
  const percent = budgetPercent(budget);
  if (percent === null || isKnown(budget, percent)) return null;
  return inTransaction((tx) => tell(tx, budget, percent, done));
}

/** Told already, and nothing is to be stopped: most budgets that are used up, at every look until their period ends. */
const isKnown = (budget: Watched, percent: BudgetPercent): boolean =>
  budget.toldPercent === percent &&
  budget.toldIn === budget.period.key &&
  !(isToStop(budget, percent) && budget.status === "active");

const isToStop = ({ stop, lastStop, period }: Watched, percent: BudgetPercent): boolean =>
  percent === 100 && stop && lastStop !== period.key;

/** It is stopped for a budget that does not stop it any more: of another period, raised, or one that only tells. */
const mayGoOn = (budget: Watched): boolean =>
  budget.stoppedIn !== null &&
  (budget.stoppedIn !== budget.period.key || !budget.stop || budget.usedMilliTokens < budget.milliTokens);

/** Turned on as if by hand: a plan that has no room for it says no, and it stays as it is. */
async function resume({ workspaceId, flowId }: Watched): Promise<boolean> {
  try {
    await activateFlow(workspaceId, BATON, flowId);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.info(
      { flowId, error: error.message },
      "a flow that its budget had stopped was not turned on again",
    );
    return false;
  }
}

/** Once for each percent, period and budget; a stop tells of itself. Null where there is nothing new. */
async function tell(
  tx: Tx,
  budget: Watched,
  percent: BudgetPercent,
  done: BudgetCheck,
): Promise<News | null> {
  const { workspaceId, flowId, period, milliTokens, usedMilliTokens } = budget;
  const stopping =
    isToStop(budget, percent) &&
    (await stopFlow(tx, workspaceId, flowId, {
      reason: "budget",
      budget: milliTokens,
      setting: budget.setting,
      period: period.key,
      resumesAt: period.endsAt,
    })) !== null;
  const { rows } = await tx.query(
    `insert into flow_budget_alerts (flow_id, workspace_id, period, percent, milli_tokens, used, at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning flow_id`,
    [flowId, workspaceId, period.key, percent, milliTokens, usedMilliTokens, now()],
  );
  // A flow that is off, or that somebody turned on again beyond its budget, is no news.
  if (!stopping && (rows.length === 0 || (percent === 100 && budget.stop))) return null;
  done[stopping ? "stopped" : "told"] += 1;
  const words = budgetWords({ ...budget, percent, periodEnds: dayOf(period.endsAt, budget.timezone) });
  const members = await membersToTell(tx, workspaceId, flowId);
  for (const { userId, link } of members) await notify(tx, workspaceId, { ...words, link, userId });
  return { workspaceId, members, words };
}

const dayOf = (at: Date | null, zone: string): string | null =>
  at && DateTime.fromJSDate(at, { zone }).setLocale("en-US").toFormat("d LLLL");

/** Whoever made the flow, owners and admins. */
async function membersToTell(
  tx: Tx,
  workspaceId: WorkspaceId,
  flowId: string,
): Promise<(MailedMember & { userId: string })[]> {
  const { rows } = await tx.query<MailedMember & { userId: string }>(
    `select m.user_id as "userId", u.email, '/w/' || w.slug || '/flows/' || f.id as link
     from automation_flows f join workspaces w on w.id = f.workspace_id
       join memberships m on m.workspace_id = f.workspace_id join users u on u.id = m.user_id
     where f.workspace_id = $1 and f.id = $2 and (m.user_id = f.created_by or m.role in ('owner', 'admin')) order by m.user_id`,
    [workspaceId, flowId],
  );
  return rows;
}

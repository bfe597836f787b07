import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { overageIn } from "../domain/allowance";
import { periodOf } from "../domain/period";
import type { PlanKey } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";
import { readBilling } from "./billing-facts";
import { sumOfPeriod } from "./usage-sums";

/** Overage at one rate. */
export type OverageSegment = { plan: PlanKey; rateMicroDollars: number; milliTokens: number; since: Date };

export type Overage = {
  usedMilliTokens: number;
  includedMilliTokens: number;
  creditMilliTokens: number;
  overageMilliTokens: number;
  /** What changes of plan settled, and last what is over since then. */
  segments: OverageSegment[];
};

type AccountRow = {
  included: number;
  credits: number;
  plan: PlanKey;
  rate: number | null;
  startsAt: Date;
};

/** What of a period's use is overage, from the ledger, exact at the moment of asking. */
export async function overageOf(
  tx: Tx,
  workspaceId: WorkspaceId,
  { key: period }: { key: string },
): Promise<Overage> {
  const { rows } = await tx.query<AccountRow>(
    `select included::float8 as included, credits::float8 as credits, plan::text as plan, overage_rate::float8 as rate, starts_at as "startsAt"
     from quota_accounts where workspace_id = $1::uuid and period = $2::text`,
    [workspaceId, period],
  );
  const account = rows[0] ?? (await notOpened(tx, workspaceId, period));
  const settled = await settledSegments(tx, workspaceId, period);
  const usedMilliTokens = await sumOfPeriod(tx, workspaceId, period);
  const terms = { includedMilliTokens: account.included, creditMilliTokens: account.credits, settled };
  const { settled: closed, open } = overageIn(terms, usedMilliTokens);
  const last = {
    ...{ plan: account.plan, rateMicroDollars: account.rate ?? 0, milliTokens: open },
    since: settled.at(-1)?.until ?? account.startsAt,
  };
  return {
    usedMilliTokens,
    includedMilliTokens: account.included,
    creditMilliTokens: account.credits,
    overageMilliTokens: closed + open,
    segments: [...settled.map(({ until: _until, ...segment }) => segment), ...(open > 0 ? [last] : [])],
  };
}

/** Nothing was used in it, so it has no account yet. */
async function notOpened(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<AccountRow> {
  const { plan, billingAnchor, terms } = await readBilling(tx, workspaceId);
  const current = periodOf(plan, billingAnchor, now());
  const included = current.key === period ? terms.includedMilliTokens : 0;
  return { plan, included, credits: 0, rate: terms.overageMicroDollars, startsAt: current.startsAt };
}

async function settledSegments(tx: Tx, workspaceId: WorkspaceId, period: string) {
  const { rows } = await tx.query<OverageSegment & { until: Date }>(
    `select plan::text as plan, rate::float8 as "rateMicroDollars", milli_tokens::float8 as "milliTokens", since, until
     from overage_segments where workspace_id = $1::uuid and period = $2::text order by number`,
    [workspaceId, period],
  );
  return rows;
}

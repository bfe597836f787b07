import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { overageCost, overageIn } from "../domain/allowance";
import {
  ALLOWANCE_STEPS,
  allowanceNotice,
  CAP_STEPS,
  capNotice,
  type QuotaStanding,
  stepReached,
} from "../domain/quota-notice";
import type { WorkspaceId } from "../domain/workspace";
import { BILLING_COLUMNS, type BillingRow, billingFacts, effectiveCap } from "./billing-facts";
import { billingPeople } from "./billing-people";
import { notify } from "./notification";

type Row = BillingRow & {
  timezone: string;
  endsAt: Date | null;
  included: number;
  credits: number;
  used: number;
  segments: { milliTokens: number; rateMicroDollars: number }[];
  /** Runs are held for want of tokens, though some are left, and nobody was told. */
  usedUp: string[];
};

/**
 * Tells owners and admins when half, three quarters, nine tenths and all of a period's tokens are used, and how far the
 * cap on overage is: each once, and only the furthest of those that were passed at one go.
 */
export async function noticeTokens(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<void> {
  const { rows } = await tx.query<Row>(
    `select ${BILLING_COLUMNS.replace("plan::text", "w.plan::text")}, timezone, ends_at as "endsAt", included::float8 as included, credits::float8 as credits,
       (select coalesce(sum(used), 0)::float8 from quota_shards s where s.workspace_id = a.workspace_id and s.period = a.period) as used,
       (select coalesce(json_agg(json_build_object('milliTokens', milli_tokens, 'rateMicroDollars', o.rate)), '[]') from overage_segments o
         where o.workspace_id = a.workspace_id and o.period = a.period) as segments,
       array(select n."of" from quota_notices n where n.workspace_id = a.workspace_id and n.period = a.period and percent = 100 and title is null) as "usedUp"
     from quota_accounts a join workspaces w on w.id = a.workspace_id
     where a.workspace_id = $1::uuid and a.period = $2 and a.closed_at is null`,
    [workspaceId, period],
  );
  const row = rows[0];
  if (row) await noticeAccount(tx, workspaceId, period, row);
  // What a run said of a period that is over, or of overage that is off again.
  await tx.query(
    `delete from quota_notices where workspace_id = $1::uuid and period = $2 and percent = 100 and title is null`,
    [workspaceId, period],
  );
}

async function noticeAccount(tx: Tx, workspaceId: WorkspaceId, period: string, row: Row): Promise<void> {
  const standing = standingOf(row);
  const { usedMilliTokens, allowanceMilliTokens, overage } = standing;
  const all = row.usedUp.includes("allowance")
    ? 100
    : stepReached(ALLOWANCE_STEPS, usedMilliTokens, allowanceMilliTokens);
  if (all !== null)
    await tell(tx, workspaceId, { period, of: "allowance", steps: ALLOWANCE_STEPS, percent: all }, () =>
      allowanceNotice(all, standing),
    );
  if (!overage) return;
  const cap = row.usedUp.includes("cap")
    ? 100
    : stepReached(CAP_STEPS, overage.costMicroDollars, overage.capMicroDollars);
  if (cap !== null)
    await tell(tx, workspaceId, { period, of: "cap", steps: CAP_STEPS, percent: cap }, () =>
      capNotice(cap, standing),
    );
}

function standingOf(row: Row): QuotaStanding {
  const facts = billingFacts(row);
  const settled = row.segments;
  const terms = { includedMilliTokens: row.included, creditMilliTokens: row.credits, settled };
  const over = overageIn(terms, row.used);
  const rateMicroDollars = facts.terms.overageMicroDollars;
  const capMicroDollars = effectiveCap(facts);
  const overage =
    rateMicroDollars === null || capMicroDollars === null
      ? null
      : {
          rateMicroDollars,
          capMicroDollars,
          costMicroDollars: overageCost(settled) + over.open * rateMicroDollars,
        };
  return {
    usedMilliTokens: row.used - over.settled,
    allowanceMilliTokens: row.included + row.credits,
    endsAt: row.endsAt,
    timezone: row.timezone,
    overage,
    mayHaveOverage: rateMicroDollars !== null,
  };
}

type Step = { period: string; of: "allowance" | "cap"; steps: readonly number[]; percent: number };

async function tell(
  tx: Tx,
  workspaceId: WorkspaceId,
  { period, of, steps, percent }: Step,
  words: () => { title: string; body: string },
): Promise<void> {
  const { title, body } = words();
  const passed = steps.filter((step) => step <= percent);
  const { rows } = await tx.query<{ percent: number }>(
    `insert into quota_notices as known (workspace_id, period, "of", percent, at, title, body)
     select $1::uuid, $2, $3, step, $5::timestamptz, case when step = $6 then $7 end, case when step = $6 then $8 end from unnest($4::int[]) as step
     on conflict (workspace_id, period, "of", percent) do update set title = excluded.title, body = excluded.body
       where known.percent = 100 and known.title is null and excluded.title is not null
     returning percent`,
    [workspaceId, period, of, passed, now(), percent, title, body],
  );
  if (!rows.some((row) => row.percent === percent)) return;
  for (const { userId, link } of await billingPeople(tx, workspaceId))
    await notify(tx, workspaceId, { title, body, link, userId });
}

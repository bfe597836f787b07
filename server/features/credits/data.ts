import * as z from "zod";
import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import { grantUse, inOrderOfUse, type OpenGrant } from "@/server/domain/grant-use";
import { type Period, periodOf } from "@/server/domain/period";
import type { UsageKind } from "@/server/domain/plans";
import type { WorkspaceId } from "@/server/domain/workspace";
import { readBilling } from "@/server/records/billing-facts";
import { type Overage, overageOf } from "@/server/records/overage";
import { fixedIn, openGrants } from "@/server/records/token-grant";

const PAGE = 20;

const creditCursorSchema = z.object({ at: z.date(), id: z.string().max(600) });
export const creditPageSchema = z.object({ cursor: creditCursorSchema.nullish() });

export type Grant = {
  kind: "grant";
  id: string;
  at: Date;
  milliTokens: number;
  /** What can still be used of it. */
  leftMilliTokens: number;
  /** By period; that of the current one is not fixed while the period lasts. */
  uses: { period: string; milliTokens: number; current: boolean }[];
  expiresAt: Date | null;
  expired: boolean;
  reason: string;
  by: string;
};

type GivenBack = {
  kind: "refund";
  id: string;
  at: Date;
  milliTokens: number;
  reason: string;
  by: string;
  /** What was charged. */
  charge: { key: string; kind: UsageKind; runId: string | null; stepId: string };
  flowName: string | null;
};

type Row = {
  grant: boolean;
  id: string;
  at: Date;
  amount: number;
  reason: string;
  by: string;
  expires_at: Date | null;
  ended: boolean;
  uses: { period: string; milliTokens: number }[] | null;
  charge: string | null;
  usage_kind: UsageKind | null;
  run_id: string | null;
  step_id: string | null;
  flow_name: string | null;
};

/** A page of grants and refunds, the newest first. */
export async function listCredits(
  workspaceId: WorkspaceId,
  { cursor }: z.output<typeof creditPageSchema>,
): Promise<{ items: (Grant | GivenBack)[]; nextCursor: z.output<typeof creditCursorSchema> | null }> {
  const { rows } = await pool().query<Row>(LIST_SQL, [
    ...[workspaceId, cursor?.at ?? null, cursor?.id ?? null, PAGE + 1],
  ]);
  const shown = rows.slice(0, PAGE);
  const current = await creditsNow(workspaceId);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => (row.grant ? grantOf(row, current) : refundOf(row))),
    nextCursor: rows.length > PAGE && last ? { at: last.at, id: last.id } : null,
  };
}

type CreditsNow = {
  period: Period;
  usage: Overage;
  /** What grants have left when the period ended now, and what it uses of each. */
  open: (OpenGrant & { usedNow: number })[];
};

/** How the current period stands with the grants, at this moment. */
async function creditsNow(workspaceId: WorkspaceId): Promise<CreditsNow> {
  const { plan, billingAnchor } = await readBilling(pool(), workspaceId);
  const period = periodOf(plan, billingAnchor, now());
  const usage = await overageOf(pool(), workspaceId, period);
  const grants = await openGrants(pool(), workspaceId, period);
  const uses = grantUse(grants, {
    usedMilliTokens: usage.usedMilliTokens - usage.overageMilliTokens,
    includedMilliTokens: usage.includedMilliTokens,
    fixedMilliTokens: await fixedIn(pool(), workspaceId, period.key),
  });
  const usedNow = new Map(uses.map(({ id, milliTokens }) => [id, milliTokens]));
  return {
    ...{ period, usage },
    open: grants.map((grant) => ({ ...grant, usedNow: usedNow.get(grant.id) ?? 0 })),
  };
}

function grantOf(row: Row, { period, open }: CreditsNow): Grant {
  const known = open.find(({ id }) => id === row.id);
  const usedNow = known?.usedNow ?? 0;
  return {
    ...{ kind: "grant", id: row.id, at: row.at, milliTokens: row.amount, reason: row.reason, by: row.by },
    ...{ expiresAt: row.expires_at, expired: row.ended },
    leftMilliTokens: known ? known.milliTokens - usedNow : 0,
    uses: [
      ...(row.uses ?? []).map((use) => ({ ...use, current: false })),
      ...(usedNow > 0 ? [{ period: period.key, milliTokens: usedNow, current: true }] : []),
    ],
  };
}

function refundOf(row: Row): GivenBack {
  return {
    ...{ kind: "refund", id: row.id, at: row.at, milliTokens: row.amount, reason: row.reason, by: row.by },
    charge: {
      ...{ key: row.charge ?? "", kind: row.usage_kind ?? "workflow_execution" },
      ...{ runId: row.run_id, stepId: row.step_id ?? "run" },
    },
    flowName: row.flow_name,
  };
}

const LIST_SQL = `
with grants as (
  select true as "grant", g.id::text as id, g.created_at as at, g.milli_tokens::float8 as amount, g.reason, g.given_by as by, g.expires_at,
    exists (select 1 from token_grant_uses u where u.grant_id = g.id and u.ended) as ended,
    (select json_agg(json_build_object('period', u.period, 'milliTokens', u.milli_tokens) order by u.created_at) from token_grant_uses u
      where u.grant_id = g.id and u.milli_tokens > 0) as uses,
    null::text as charge, null::text as usage_kind, null::uuid as run_id, null::text as step_id, null::text as flow_name
  from token_grants g
  where g.workspace_id = $1 and ($2::timestamptz is null or (g.created_at, g.id::text) < ($2, $3))
  order by g.created_at desc, g.id::text desc limit $4
), refunds as (
  select false, r.key, r.created_at, -r.amount::float8, r.metadata ->> 'reason', coalesce(r.metadata ->> 'by', 'Baton'), null::timestamptz,
    false, null::json, r.related_id, r.kind, r.run_id, r.step_id, f.name
  from usage_records r left join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id
  where r.workspace_id = $1 and r.related_type = 'refund' and ($2::timestamptz is null or (r.created_at, r.key) < ($2, $3))
  order by r.created_at desc, r.key desc limit $4
)
select * from (select * from grants union all select * from refunds) item order by at desc, id desc limit $4`;

/** How a workspace stands, for whoever runs Baton. Tokens, not milli-tokens. */
export async function operatorView(workspaceId: WorkspaceId) {
  const { rows } = await pool().query<{ slug: string; name: string }>(
    "select slug, name from workspaces where id = $1",
    [workspaceId],
  );
  const billing = await readBilling(pool(), workspaceId);
  const { period, usage, open } = await creditsNow(workspaceId);
  const { terms } = billing;
  return {
    workspace: { id: workspaceId, slug: rows[0]?.slug ?? "", name: rows[0]?.name ?? "" },
    plan: billing.plan,
    status: billing.billingStatus,
    terms: {
      dollars_a_month: terms.priceMicroDollars / 1_000_000,
      tokens_included: terms.includedMilliTokens / 1000,
      // Micro-dollars per milli-token are dollars per 1,000 tokens.
      dollars_per_1000_tokens: terms.overageMicroDollars,
      ...{ voice_agents: terms.maxAgents, active_flows: terms.maxWorkflows },
    },
    overage: {
      enabled: billing.overageEnabled,
      cap_dollars:
        billing.overageCapMicroDollars === null ? null : billing.overageCapMicroDollars / 1_000_000,
    },
    period: {
      key: period.key,
      starts_at: period.startsAt.toISOString(),
      ends_at: period.endsAt?.toISOString() ?? null,
    },
    tokens: {
      used: usage.usedMilliTokens / 1000,
      included: usage.includedMilliTokens / 1000,
      credits: usage.creditMilliTokens / 1000,
      overage: usage.overageMilliTokens / 1000,
    },
    grants: inOrderOfUse(open).map(({ id, milliTokens, usedNow, expiresAt }) => ({
      ...{ id, tokens_left: (milliTokens - usedNow) / 1000, expires_at: expiresAt?.toISOString() ?? null },
    })),
  };
}

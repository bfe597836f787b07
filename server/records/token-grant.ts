/**
 * What grants add to periods. While a period is open, all that is left of them counts in it; what it used of them is
 * fixed when it ends, or when a grant does. docs/decisions/credits-and-refunds.md
 */
import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import { type GrantUse, grantUse, type OpenGrant } from "../domain/grant-use";
import { type Period, periodOf } from "../domain/period";
import type { PlanKey } from "../domain/plans";
import type { WorkspaceId } from "../domain/workspace";

/** Milli-tokens that grants add in a period: what is left of those that have not ended, and what it used of others. */
export async function creditsOf(tx: Tx, workspaceId: WorkspaceId, period: Period): Promise<number> {
  const fixed = await fixedIn(tx, workspaceId, period.key);
  if (await isClosed(tx, workspaceId, period.key)) return fixed;
  const grants = await openGrants(tx, workspaceId, period);
  return grants.reduce((sum, { milliTokens }) => sum + milliTokens, fixed);
}

/**
 * A period is over: what it used of grants is fixed, and the rest goes on with the next one. Used are also tokens that
 * are still held back for its steps under way: they will be charged to it. `usedMilliTokens` is without the overage
 * that a change of plan settled. Asked again it fixes what came since, if anything.
 */
export async function closePeriodGrants(
  tx: Tx,
  workspaceId: WorkspaceId,
  period: Period,
  { usedMilliTokens, includedMilliTokens }: { usedMilliTokens: number; includedMilliTokens: number },
): Promise<void> {
  const at = now();
  const end = period.endsAt && period.endsAt < at ? period.endsAt : at;
  await lockGrants(tx, workspaceId);
  const grants = await openGrants(tx, workspaceId, period);
  const uses = grantUse(grants, {
    usedMilliTokens: usedMilliTokens + (await reservedIn(tx, workspaceId, period.key)),
    includedMilliTokens,
    fixedMilliTokens: await fixedIn(tx, workspaceId, period.key),
  });
  const ended = new Set(
    grants.filter((grant) => grant.expiresAt && grant.expiresAt <= end).map(({ id }) => id),
  );
  for (const use of uses)
    if (use.milliTokens > 0 || ended.has(use.id))
      await fixUse(tx, workspaceId, { ...use, period: period.key, ended: ended.has(use.id) });
  await tx.query(
    `insert into token_grant_closes (workspace_id, period, at) values ($1, $2, $3)
     on conflict (workspace_id, period) do update set at = excluded.at`,
    [workspaceId, period.key, at],
  );
}

/** Grants of a workspace are settled by one transaction at a time. */
export async function lockGrants(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await tx.query("select id from token_grants where workspace_id = $1 order by id for update", [workspaceId]);
}

/** What is left of the grants that count in a period: given before it ended, and not over when it began. */
export async function openGrants(
  tx: Tx,
  workspaceId: WorkspaceId,
  { startsAt, endsAt }: Period,
): Promise<OpenGrant[]> {
  const { rows } = await tx.query<OpenGrant>(
    `select g.id, g.expires_at as "expiresAt", (g.milli_tokens - coalesce(sum(u.milli_tokens), 0))::float8 as "milliTokens"
     from token_grants g left join token_grant_uses u on u.grant_id = g.id
     where g.workspace_id = $1 and (g.expires_at is null or g.expires_at > $2) and ($3::timestamptz is null or g.created_at < $3)
     group by g.id having not coalesce(bool_or(u.ended), false) and g.milli_tokens > coalesce(sum(u.milli_tokens), 0)`,
    [workspaceId, startsAt, endsAt],
  );
  return rows;
}

/** What is fixed of a period's use of grants. */
export async function fixedIn(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<number> {
  const { rows } = await tx.query<{ fixed: number }>(
    "select coalesce(sum(milli_tokens), 0)::float8 as fixed from token_grant_uses where workspace_id = $1 and period = $2",
    [workspaceId, period],
  );
  return rows[0]?.fixed ?? 0;
}

export async function fixUse(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, milliTokens, period, ended }: GrantUse & { period: string; ended: boolean },
): Promise<void> {
  await tx.query(
    `insert into token_grant_uses (id, workspace_id, grant_id, period, milli_tokens, ended, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), workspaceId, id, period, milliTokens, ended, now()],
  );
}

/** A period that is the current one again has been opened again. */
async function isClosed(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<boolean> {
  const { rows } = await tx.query<{ plan: PlanKey; anchor: Date }>(
    `select w.plan, w.billing_anchor as anchor from token_grant_closes c join workspaces w on w.id = c.workspace_id
     where c.workspace_id = $1 and c.period = $2`,
    [workspaceId, period],
  );
  const [row] = rows;
  return row !== undefined && periodOf(row.plan, row.anchor, now()).key !== period;
}

async function reservedIn(tx: Tx, workspaceId: WorkspaceId, period: string): Promise<number> {
  const { rows } = await tx.query<{ reserved: number }>(
    "select coalesce(sum(reserved), 0)::float8 as reserved from quota_shards where workspace_id = $1 and period = $2",
    [workspaceId, period],
  );
  return rows[0]?.reserved ?? 0;
}

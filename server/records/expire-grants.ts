import { now } from "../db/clock";
import { inTransaction, pool, type Tx } from "../db/pool";
import { grantUse } from "../domain/grant-use";
import type { WorkspaceId } from "../domain/workspace";
import { logger } from "../logger";
import { writeAudit } from "../ops/audit";
import { refreshAllowance } from "./allowance";
import { lockAllowance } from "./lock-allowance";
import { fixedIn, fixUse, lockGrants, openGrants } from "./token-grant";

const MOST_AT_ONCE = 500;

/**
 * Grants whose time is over, in every workspace. What the period has used of one stays covered by it, also by steps that
 * are under way; the rest is gone. A grant may be used until it is looked for, a moment after
 * its time (server/ops/chores.ts). Returns how many ended.
 */
export async function expireGrants(signal?: AbortSignal): Promise<number> {
  const { rows } = await pool().query<{ workspaceId: WorkspaceId }>(
    `select distinct g.workspace_id as "workspaceId" from token_grants g
     where g.expires_at <= $1 and not exists (select 1 from token_grant_uses u where u.grant_id = g.id and u.ended) limit ${MOST_AT_ONCE}`,
    [now()],
  );
  let ended = 0;
  for (const { workspaceId } of rows) {
    if (signal?.aborted) break;
    ended += await inTransaction((tx) => expireIn(tx, workspaceId)).catch((error: Error) => {
      // One workspace keeps nobody else from it.
      logger.error(
        { workspaceId, error: error.message },
        "grants of a workspace did not expire; they are looked at again in a moment",
      );
      return 0;
    });
  }
  return ended;
}

type Due = { id: string; reason: string };

async function expireIn(tx: Tx, workspaceId: WorkspaceId): Promise<number> {
  // Nobody spends meanwhile: what is fixed here is what was used, to the milli-token.
  const { period, terms, usedMilliTokens, reservedMilliTokens } = await lockAllowance(tx, workspaceId);
  await lockGrants(tx, workspaceId);
  const due = await dueGrants(tx, workspaceId);
  // Somebody else was here first.
  if (due.length === 0) return 0;
  const settled = terms.settled.reduce((sum, { milliTokens }) => sum + milliTokens, 0);
  const uses = grantUse(await openGrants(tx, workspaceId, period), {
    usedMilliTokens: usedMilliTokens + reservedMilliTokens - settled,
    includedMilliTokens: terms.includedMilliTokens,
    fixedMilliTokens: await fixedIn(tx, workspaceId, period.key),
  });
  for (const { id, reason } of due) {
    const milliTokens = uses.find((use) => use.id === id)?.milliTokens ?? 0;
    await fixUse(tx, workspaceId, { id, milliTokens, period: period.key, ended: true });
    await writeAudit(tx, {
      workspaceId,
      actor: { type: "system", id: null, name: "Baton" },
      action: "credit.expired",
      target: { type: "credit", id, name: reason },
    });
  }
  await refreshAllowance(tx, workspaceId);
  return due.length;
}

async function dueGrants(tx: Tx, workspaceId: WorkspaceId): Promise<Due[]> {
  const { rows } = await tx.query<Due>(
    `select g.id, g.reason from token_grants g where g.workspace_id = $1 and g.expires_at <= $2
       and not exists (select 1 from token_grant_uses u where u.grant_id = g.id and u.ended) order by g.expires_at, g.id`,
    [workspaceId, now()],
  );
  return rows;
}

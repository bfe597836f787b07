import { now } from "../../db/clock";
import { inTransaction } from "../../db/pool";
import { formatTokens } from "../../domain/usage";
import { mintWorkspaceId } from "../../domain/workspace";
import { logger } from "../../logger";
import { tellOwners } from "../tell-owners";

/** Stripe takes usage for 35 days: from now on somebody has to look at why it does not. */
const WARN_AFTER_MS = 28 * 86_400_000;

type Old = { workspaceId: string; milliTokens: number; oldest: Date };

/** Says once of each row that it has waited for four weeks, in the log and to the workspace's owners. */
export async function warnOfAge(): Promise<number> {
  return inTransaction(async (tx) => {
    const at = now();
    const { rows } = await tx.query<Old>(
      `with warned as (
         update usage_exports set warned_at = $1 where settled_at is null and status in ('pending', 'sending') and warned_at is null
           and occurred_at < $2 returning workspace_id, value, occurred_at)
       select workspace_id as "workspaceId", sum(value)::float8 as "milliTokens", min(occurred_at) as oldest from warned group by 1`,
      [at, new Date(at.getTime() - WARN_AFTER_MS)],
    );
    for (const { workspaceId, milliTokens, oldest } of rows) {
      const day = oldest.toISOString().slice(0, 10);
      logger.error(
        { workspaceId, milliTokens, oldest },
        "usage waits for Stripe since four weeks; it is taken there for 35 days and goes onto the next invoice then",
      );
      await tellOwners(tx, mintWorkspaceId(workspaceId), {
        title: "Usage could not be reported to Stripe for four weeks",
        body: `Tokens used since ${day} (${formatTokens(milliTokens)}) are not on your account at Stripe yet. After 35 days their overage comes onto the next invoice. Nothing is charged twice.`,
        link: "/usage",
      });
    }
    return rows.length;
  });
}

import { inTransaction, pool } from "../../db/pool";
import { formatTokens } from "../../domain/usage";
import { mintWorkspaceId, type WorkspaceId } from "../../domain/workspace";
import { logger } from "../../logger";
import { tellOwners } from "../tell-owners";
import { reconcileWorkspace } from "./reconcile-workspace";

const LOOK = 50;
const BATCH_MS = 20_000;
const NONE = "00000000-0000-0000-0000-000000000000";

export type ReconciledBatch = { workspaces: number; different: number; next: string | null };

/** A part of the night's work: the workspaces after `after`, in the order of their ids. `next` null: that was all. */
export async function reconcileBatch(after: string | null, look = LOOK): Promise<ReconciledBatch> {
  const end = performance.now() + BATCH_MS;
  const { rows } = await pool().query<{ id: string }>(
    `select id from workspaces where id > $1 and exists (select from usage_records where workspace_id = workspaces.id) order by id limit $2`,
    [after ?? NONE, look],
  );
  let [workspaces, different] = [0, 0];
  let last = after;
  for (const { id } of rows) {
    if (workspaces > 0 && performance.now() > end) return { workspaces, different, next: last };
    if (!(await reconcileOne(mintWorkspaceId(id)))) different += 1;
    workspaces += 1;
    last = id;
  }
  return { workspaces, different, next: rows.length === look ? last : null };
}

/** One workspace that cannot be compared keeps nobody else from it. */
async function reconcileOne(workspaceId: WorkspaceId): Promise<boolean> {
  try {
    const { matched, differenceMilliTokens } = await reconcileWorkspace(workspaceId);
    if (!matched) await tellOf(workspaceId, differenceMilliTokens);
    return matched;
  } catch (error) {
    logger.error(
      { workspaceId, error: String(error) },
      "the usage of a workspace could not be compared; it is again next night, or by the button on its usage page",
    );
    return false;
  }
}

async function tellOf(workspaceId: WorkspaceId, milliTokens: number): Promise<void> {
  logger.error(
    { workspaceId, milliTokens },
    "steps, ledger and Stripe do not say the same; the workspace's usage page lists where",
  );
  await inTransaction((tx) =>
    tellOwners(tx, workspaceId, {
      title: `Usage does not add up: ${formatTokens(milliTokens)} tokens`,
      body: "The nightly comparison of steps, ledger and Stripe found a difference. The usage page lists it by day, with its cause and what repairs it.",
      link: "/usage",
    }),
  );
}

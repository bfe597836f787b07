import { pool } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { collectNow } from "./collect-now";
import { sendUsage } from "./send-usage";
import { stripeSink } from "./stripe-sink";
import type { UsageSink } from "./usage-sink";

/**
 * Reports now what a workspace has used, before something that makes Stripe bill it: a change of plan, a cancellation.
 * `left`: rows that could not be sent; they go with the next passes, on the next invoice where it is too late for this one.
 */
export async function flushUsage(
  workspaceId: WorkspaceId,
  sink: UsageSink | null = stripeSink(),
): Promise<{ sent: number; left: number }> {
  if (!sink) return { sent: 0, left: 0 };
  await collectNow(workspaceId);
  const { rows: sent } = await sendUsage({ sink, workspaceId });
  const { rows } = await pool().query<{ left: number }>(
    `select count(*)::int as left from usage_exports where workspace_id = $1 and settled_at is null and status in ('pending', 'sending', 'late')`,
    [workspaceId],
  );
  return { sent, left: rows[0]?.left ?? 0 };
}

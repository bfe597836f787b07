import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { collectUsage } from "./collect-usage";
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
  await collectAll(workspaceId);
  const { rows: sent } = await sendUsage({ sink, workspaceId });
  const { rows } = await pool().query<{ left: number }>(
    `select count(*)::int as left from usage_exports where workspace_id = $1 and settled_at is null and status in ('pending', 'sending', 'late')`,
    [workspaceId],
  );
  return { sent, left: rows[0]?.left ?? 0 };
}

/** Longer than transactions of ours take; who waits is a person who clicked. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 20;

/** Transactions that are still under way, of whomever, hold the mark back: what is in the ledger by now is waited for. */
async function collectAll(workspaceId: WorkspaceId): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  const { rows } = await pool().query<{ upto: string }>(
    "select pg_snapshot_xmax(pg_current_snapshot())::text as upto",
  );
  for (;;) {
    await collectUsage({ workspaceId });
    const { rows: rest } = await pool().query(
      `select 1 from usage_records where workspace_id = $1 and tx < $2::bigint
         and tx >= (select position from usage_marks where name = 'exports') limit 1`,
      [workspaceId, rows[0]?.upto],
    );
    if (rest.length === 0 || performance.now() >= end) return;
    await sleep(LOOK_AGAIN_MS);
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { collectUsage } from "./collect-usage";

/** Longer than transactions of ours take; who waits is a person who clicked. */
const PATIENCE_MS = 3_000;
const LOOK_AGAIN_MS = 20;

/** Transactions that are still under way, of whomever, hold the mark back: what is in the ledger by now is waited for. */
export async function collectNow(workspaceId: WorkspaceId): Promise<void> {
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

import { now } from "@/server/db/clock";
import { pool } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import { advance } from "@/server/engine/advance";
import { setAnnouncer } from "@/server/engine/announce";

const PASSES = 8;

/**
 * Turns of all runs of a workspace that are open and due, or were rung, by the clock of the test; all at once, until none
 * of them can go on. A turn that breaks is taken again.
 */
export async function takeTurns(workspaceId: WorkspaceId): Promise<void> {
  setAnnouncer(async () => {});
  for (let pass = 0; pass < PASSES; pass++) {
    const { rows } = await pool().query<{ id: string; generation: number }>(
      `select id, generation from flow_executions where workspace_id = $1
         and (status in ('queued', 'running') or (status = 'held' and (doorbell > seen_doorbell or wake_at <= $2)))`,
      [workspaceId, now()],
    );
    if (rows.length === 0) return;
    await Promise.all(
      rows.map(({ id, generation }) => advance({ runId: id, generation }).catch(() => undefined)),
    );
  }
}

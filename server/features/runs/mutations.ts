import { inTransaction } from "@/server/db/pool";
import type { WorkspaceId } from "@/server/domain/workspace";
import * as control from "@/server/engine/control";
import { type Actor, writeAudit } from "@/server/ops/audit";

/** Final within seconds, also for a run that sleeps. A step in flight is still recorded. */
export function cancelRun(workspaceId: WorkspaceId, actor: Actor, runId: string): Promise<void> {
  return inTransaction(async (tx) => {
    await control.cancelRun(workspaceId, runId, tx);
    await writeAudit(tx, { workspaceId, actor, action: "run.cancelled", target: { type: "run", id: runId } });
  });
}

/** A new run of the same event: from the step that failed, or from the start. */
export function retryRun(workspaceId: WorkspaceId, actor: Actor, runId: string, from: "failed" | "start") {
  return inTransaction(async (tx) => {
    const newRunId = await control.retryRun(workspaceId, runId, from, tx);
    const target = { type: "run", id: runId };
    await writeAudit(tx, { workspaceId, actor, action: "run.retried", target, details: { from, newRunId } });
    return { runId: newRunId };
  });
}

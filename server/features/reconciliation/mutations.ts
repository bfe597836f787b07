import { reconcileWorkspace } from "@/server/billing/reconcile/reconcile-workspace";
import { repairDifference } from "@/server/billing/reconcile/repair-difference";
import type { WorkspaceId } from "@/server/domain/workspace";
import type { Actor } from "@/server/ops/audit";
import { rateLimit } from "@/server/ops/rate-limit";
import { latestReconciliation } from "./data";

/** It reads two periods of everything. */
const RULE = { limit: 20, windowSeconds: 600 };

/** Compares now, and answers what it found. */
export async function runReconciliation(workspaceId: WorkspaceId, by: Actor) {
  await rateLimit(`reconcile:${workspaceId}`, RULE);
  await reconcileWorkspace(workspaceId, { by });
  return latestReconciliation(workspaceId);
}

/** Repairs a difference, and compares again. */
export async function repair(workspaceId: WorkspaceId, by: Actor, id: string) {
  await rateLimit(`reconcile:${workspaceId}`, RULE);
  await repairDifference(workspaceId, id, by);
  await reconcileWorkspace(workspaceId, { by });
  return latestReconciliation(workspaceId);
}

import type { Tx } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { type Actor, writeAudit } from "../../ops/audit";

/** Whose money it is, and who clicked. */
export type BillingActor = { workspaceId: WorkspaceId; name: string; actor: Actor };

export const auditBilling = (
  tx: Tx,
  { workspaceId, name, actor }: BillingActor,
  action: string,
  details: Record<string, unknown> = {},
): Promise<void> =>
  writeAudit(tx, {
    workspaceId,
    actor,
    action,
    target: { type: "workspace", id: workspaceId, name },
    details,
  });

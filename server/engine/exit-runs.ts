import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { endRuns, OPEN } from "./end-runs";
import type { ExitTarget } from "./find-accept-targets";

export type Exit = {
  workspaceId: WorkspaceId;
  contactId: string;
  eventId: string;
  eventType: string;
  versions: readonly ExitTarget[];
};

/**
 * Ends the contact's open runs of versions that name this event in their exit conditions, in the event's transaction.
 * A run that this very event started is not ended by it.
 */
export async function exitRuns(
  tx: Tx,
  { workspaceId, contactId, eventId, eventType, versions }: Exit,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `with own as materialized (
       select id, version_id, contact_id, event_id, status from flow_executions where workspace_id = $1::uuid
         and subject = any(array(select key from contact_keys where workspace_id = $1::uuid and contact_id = $2::uuid))
     )
     select id from own where contact_id = $2::uuid and version_id = any($3::uuid[])
       and status in ${OPEN} and event_id is distinct from $4::uuid`,
    [workspaceId, contactId, versions.map(({ versionId }) => versionId), eventId],
  );
  const runIds = rows.map(({ id }) => id);
  if (runIds.length > 0) await endRuns(tx, runIds, { status: "completed", reason: `exited: ${eventType}` });
}

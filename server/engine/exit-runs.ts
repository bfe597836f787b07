import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { exitFilterHolds } from "../domain/exit-met";
import type { WorkspaceId } from "../domain/workspace";
import { endRuns, OPEN } from "./end-runs";
import type { ExitTarget } from "./find-accept-targets";

export type Exit = {
  workspaceId: WorkspaceId;
  contactId: string;
  eventId: string;
  eventType: string;
  payload: Record<string, unknown>;
  versions: readonly ExitTarget[];
};

/**
 * Ends the contact's open runs of versions that name this event in their exit conditions, in the event's transaction.
 * A run that this very event started is not ended by it.
 */
export async function exitRuns(
  tx: Tx,
  { workspaceId, contactId, eventId, eventType, payload, versions }: Exit,
): Promise<void> {
  const { rows } = await tx.query<Open>(
    `with own as materialized (
       select id, version_id, contact_id, event_id, status from flow_executions where workspace_id = $1::uuid
         and subject = any(array(select key from contact_keys where workspace_id = $1::uuid and contact_id = $2::uuid))
     )
     select own.id, own.version_id, case when own.version_id = any($5::uuid[]) then coalesce(e.payload, p.body) end as started_with
     from own left join events e on e.workspace_id = $1::uuid and e.id = own.event_id and own.version_id = any($5::uuid[])
       left join payloads p on p.id = e.payload_id
     where own.contact_id = $2::uuid and own.version_id = any($3::uuid[])
       and own.status in ${OPEN} and own.event_id is distinct from $4::uuid`,
    [
      ...[workspaceId, contactId, versions.map(({ versionId }) => versionId), eventId],
      versions.filter(({ filters }) => filters).map(({ versionId }) => versionId),
    ],
  );
  const filters = new Map(versions.map((version) => [version.versionId, version.filters]));
  const runIds = rows.flatMap(({ id, version_id, started_with }) => {
    const asked = filters.get(version_id) ?? null;
    const isMet =
      asked?.some((filter) => exitFilterHolds(filter, payload, started_with ?? {}, now())) ?? true;
    return isMet ? [id] : [];
  });
  if (runIds.length > 0) await endRuns(tx, runIds, { status: "completed", reason: `exited: ${eventType}` });
}

type Open = { id: string; version_id: string; started_with: Record<string, unknown> | null };

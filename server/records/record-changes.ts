import { now } from "../db/clock";
import { newId } from "../db/id";
import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";
import { actorColumns, type Cause } from "./cause";
import type { FieldChange } from "./contact-change";

/** One row for each changed field, for the timeline. */
export async function recordChanges(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string,
  changes: FieldChange[],
  cause: Cause,
): Promise<void> {
  const [type, id, name, runId] = actorColumns(cause);
  await tx.query(
    `insert into contact_changes (id, workspace_id, contact_id, field, before, after, actor_type, actor_id, actor_name, run_id, at)
     select change.id, $1::uuid, $2::uuid, change.field, change.before, change.after, $7, $8, $9, $10::uuid, $11::timestamptz
     from unnest($3::uuid[], $4::text[], $5::jsonb[], $6::jsonb[]) as change(id, field, before, after)`,
    [
      workspaceId,
      contactId,
      changes.map(() => newId()),
      changes.map(({ field }) => field),
      changes.map(({ before }) => JSON.stringify(before ?? null)),
      changes.map(({ after }) => JSON.stringify(after ?? null)),
      type,
      id,
      name,
      runId,
      now(),
    ],
  );
}

import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { canonicalEventType } from "../domain/event-type";
import { asksForRun, exitMet } from "../domain/exit-met";
import type { FlowSettings } from "../domain/flow-settings";
import type { WorkspaceId } from "../domain/workspace";

/**
 * The first event since the run began that meets an exit condition of its flow, as far as the run has not heard of it:
 * one that came for a contact merged since, or that the run's version did not wait for when it came.
 */
export async function findExit(
  tx: Tx,
  workspaceId: WorkspaceId,
  contactId: string | null,
  conditions: FlowSettings["exit_conditions"],
  run: { eventId: string | null; createdAt: Date },
): Promise<{ eventType: string; at: Date } | null> {
  if (conditions.length === 0 || contactId === null) return null;
  const types = conditions.flatMap(({ event_types }) => event_types.map(canonicalEventType));
  const { rows } = await tx.query<{
    type: string;
    created_at: Date;
    payload: Record<string, unknown> | null;
  }>(
    `select e.type, e.created_at, coalesce(e.payload, p.body) as payload
     from events e left join payloads p on p.id = e.payload_id
     where e.workspace_id = $1::uuid and e.type = any($2::text[]) and e.created_at >= $3::timestamptz and e.id is distinct from $4::uuid
       and (e.contact_id = $5::uuid or e.subject = any(array(select key from contact_keys where workspace_id = $1::uuid and contact_id = $5::uuid)))
     order by e.created_at limit 50`,
    [workspaceId, types, run.createdAt, run.eventId, contactId],
  );
  if (rows.length === 0) return null;
  const asked = conditions.some(({ filter }) => filter && asksForRun(filter));
  const payload = asked ? await startedWith(tx, workspaceId, run.eventId) : {};
  const met = rows.find((event) =>
    exitMet(conditions, { type: event.type, payload: event.payload ?? {} }, { payload }, now()),
  );
  return met ? { eventType: met.type, at: met.created_at } : null;
}

async function startedWith(
  tx: Tx,
  workspaceId: WorkspaceId,
  eventId: string | null,
): Promise<Record<string, unknown>> {
  const { rows } = await tx.query<{ payload: Record<string, unknown> | null }>(
    `select coalesce(e.payload, p.body) as payload from events e left join payloads p on p.id = e.payload_id
     where e.workspace_id = $1::uuid and e.id = $2::uuid`,
    [workspaceId, eventId],
  );
  return rows[0]?.payload ?? {};
}

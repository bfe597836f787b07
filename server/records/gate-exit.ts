import { now } from "../db/clock";
import type { Tx } from "../db/pool";
import { evaluateCondition } from "../domain/condition-evaluate";
import { payloadScope } from "../domain/data-scope";
import { canonicalEventType } from "../domain/event-type";
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
  const exits = conditions.map(({ event_types, filter }) => ({
    types: event_types.map(canonicalEventType),
    filter,
  }));
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
    [workspaceId, exits.flatMap(({ types }) => types), run.createdAt, run.eventId, contactId],
  );
  const met = rows.find(({ type, payload }) =>
    exits.some(
      ({ types, filter }) =>
        types.includes(type) && (!filter || evaluateCondition(filter, payloadScope(payload ?? {}, now()))),
    ),
  );
  return met ? { eventType: met.type, at: met.created_at } : null;
}

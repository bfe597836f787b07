import { pool } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { NotStartedReason } from "@/server/domain/not-started-words";
import type { WorkspaceId } from "@/server/domain/workspace";

export type EventFacts = {
  id: string;
  externalId: string | null;
  type: string;
  rawType: string;
  source: string;
  subject: string | null;
  contactId: string | null;
  occurredAt: Date;
  createdAt: Date;
  payload: Record<string, unknown>;
  /** It was over 2 KB, and is past the days that such bodies are kept. */
  payloadGone: boolean;
  /** Flows that it matched and did not start. */
  notStarted: { flowId: string; flowName: string; reason: NotStartedReason }[];
};

export async function getEvent(workspaceId: WorkspaceId, eventId: string): Promise<EventFacts> {
  const { rows } = await pool().query<EventFacts>(
    `select e.id, e.external_id as "externalId", e.type, e.raw_type as "rawType", e.source, e.subject, e.contact_id as "contactId",
       e.occurred_at as "occurredAt", e.created_at as "createdAt", coalesce(e.payload, p.body, '{}') as payload,
       e.payload_id is not null and e.payload is null and p.id is null as "payloadGone",
       coalesce((select json_agg(json_build_object('flowId', f.id, 'flowName', f.name, 'reason', r.reason) order by f.name)
         from event_refusals r join automation_flows f on f.workspace_id = r.workspace_id and f.id = r.flow_id where r.event_id = e.id), '[]') as "notStarted"
     from events e left join payloads p on p.id = e.payload_id and p.workspace_id = e.workspace_id
     where e.workspace_id = $1 and e.id = $2`,
    [workspaceId, eventId],
  );
  const [event] = rows;
  if (!event)
    throw new AppError(
      "not_found",
      "There is no such event in this workspace, or it was deleted with old data.",
    );
  return event;
}

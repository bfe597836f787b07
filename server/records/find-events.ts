import type { Tx } from "../db/pool";
import type { WorkspaceId } from "../domain/workspace";

export type EventsWanted = {
  contactId: string;
  types: readonly string[];
  /** What their payload contains. */
  match: Record<string, unknown>;
  from: Date | null;
};

export type EventFound = { type: string; at: Date; payload: Record<string, unknown> | null };

/** How many events of a contact there are, under whichever of its keys they came (100 at most), and the latest. */
export async function findEvents(
  tx: Tx,
  workspaceId: WorkspaceId,
  { contactId, types, match, from }: EventsWanted,
): Promise<{ count: number; latest: EventFound | null }> {
  const { rows } = await tx.query<EventFound>(
    `select e.type, e.created_at as at, coalesce(e.payload, p.body) as payload
     from events e left join payloads p on p.id = e.payload_id
     where e.workspace_id = $1::uuid and e.type = any($2::text[]) and coalesce(e.payload, p.body) @> $3::jsonb
       and ($4::timestamptz is null or e.created_at >= $4::timestamptz)
       and (e.contact_id = $5::uuid or e.subject = any(array(select key from contact_keys where workspace_id = $1::uuid and contact_id = $5::uuid)))
     order by e.created_at desc, e.id desc limit 100`,
    [workspaceId, types, JSON.stringify(match), from?.toISOString() ?? null, contactId],
  );
  return { count: rows.length, latest: rows[0] ?? null };
}

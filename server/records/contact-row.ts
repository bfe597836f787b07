import type { Tx } from "../db/pool";
import type { ContactPatch } from "../domain/contact";
import type { WorkspaceId } from "../domain/workspace";

/** A contact as it is stored, under the names that the domain has for its fields (`owner_id` is a user's id). */
export type ContactRow = {
  id: string;
  external_id: string | null;
  kind: NonNullable<ContactPatch["kind"]>;
  email: string | null;
  phone: string | null;
  name: string;
  status: string;
  lead_type: string | null;
  priority: NonNullable<ContactPatch["priority"]> | null;
  owner_id: string | null;
  score: number | null;
  timezone: string | null;
  locale: string | null;
  preferred_channel: NonNullable<ContactPatch["preferred_channel"]> | null;
  last_sentiment: NonNullable<ContactPatch["last_sentiment"]> | null;
  birthday: string | null;
  tags: string[];
  fields: Record<string, unknown>;
  merged_into_id: string | null;
  archived_at: Date | null;
  created_at: Date;
  updated_at: Date;
};

export const CONTACT_COLUMNS = `id, external_id, kind, email, phone, name, status, lead_type, priority, owner_id, score, timezone, locale,
  preferred_channel, last_sentiment, birthday, tags, fields, merged_into_id, archived_at, created_at, updated_at`;

/** The contact with this id, or the one that it was merged into. */
export async function readContactRow(
  tx: Tx,
  workspaceId: WorkspaceId,
  id: string,
): Promise<ContactRow | null> {
  const { rows } = await tx.query<ContactRow>(
    `select ${CONTACT_COLUMNS} from contacts where workspace_id = $1::uuid
       and id = (select coalesce(merged_into_id, id) from contacts where workspace_id = $1::uuid and id = $2::uuid)`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** The values of everything that can change, in the order of the statements that write it. */
export const contactValues = (contact: ContactRow): unknown[] => [
  contact.external_id,
  contact.email,
  contact.phone,
  contact.name,
  contact.kind,
  contact.status,
  contact.lead_type,
  contact.priority,
  contact.owner_id,
  contact.score,
  contact.timezone,
  contact.locale,
  contact.preferred_channel,
  contact.last_sentiment,
  contact.birthday,
  contact.tags,
  JSON.stringify(contact.fields),
];

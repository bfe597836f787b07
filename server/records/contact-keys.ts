import { isUuid } from "../db/id";
import type { Tx } from "../db/pool";
import { contactFromPayload } from "../domain/contact-key";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import type { ContactRow } from "./contact-row";

type Addresses = Pick<ContactRow, "external_id" | "email" | "phone">;

export const keysOf = ({ external_id, email, phone }: Addresses): string[] => [
  ...(external_id ? [`id:${external_id}`] : []),
  ...(email ? [`email:${email}`] : []),
  ...(phone ? [`phone:${phone}`] : []),
];

/** Id of the contact that has one of these keys; the first key that is known decides. */
export async function findContact(tx: Tx, workspaceId: WorkspaceId, keys: string[]): Promise<string | null> {
  const { rows } = await tx.query<{ contact_id: string }>(
    `select contact_id from contact_keys where workspace_id = $1::uuid and key = any($2::text[])
      order by array_position($2::text[], key) limit 1`,
    [workspaceId, keys],
  );
  return rows[0]?.contact_id ?? null;
}

/** The contact that a person means by an id (ours or the customer's own), an email address or a phone number. */
export async function findContactBy(tx: Tx, workspaceId: WorkspaceId, who: string): Promise<string | null> {
  if (isUuid(who)) {
    const { rows } = await tx.query<{ id: string }>(
      "select coalesce(merged_into_id, id) as id from contacts where workspace_id = $1::uuid and id = $2::uuid",
      [workspaceId, who],
    );
    if (rows[0]) return rows[0].id;
  }
  return findContact(tx, workspaceId, contactFromPayload({ contact_id: who, email: who, phone: who }).keys);
}

/**
 * Makes the contact found by its addresses. One that another contact has now stays there, and is refused; one that it
 * only had before comes over. What the contact had before keeps leading to it.
 */
export async function claimKeys(tx: Tx, workspaceId: WorkspaceId, contact: ContactRow): Promise<void> {
  const keys = keysOf(contact);
  const { rows } = await tx.query<{ key: string }>(
    `insert into contact_keys as known (workspace_id, key, contact_id)
     select $1::uuid, key, $2::uuid from unnest($3::text[]) as key order by key
     on conflict (workspace_id, key) do update set contact_id = excluded.contact_id
       where known.contact_id = excluded.contact_id or not exists (
         select 1 from contacts c where c.workspace_id = known.workspace_id and c.id = known.contact_id
           and known.key in ('id:' || c.external_id, 'email:' || c.email, 'phone:' || c.phone))
     returning key`,
    [workspaceId, contact.id, keys],
  );
  const taken = keys.find((key) => !rows.some((row) => row.key === key));
  if (taken) await refuseTaken(tx, workspaceId, taken);
}

async function refuseTaken(tx: Tx, workspaceId: WorkspaceId, key: string): Promise<never> {
  const existingId = (await findContact(tx, workspaceId, [key])) ?? undefined;
  const { rows } = await tx.query<{ name: string }>(
    "select name from contacts where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, existingId ?? null],
  );
  const [kind = "", ...rest] = key.split(":");
  const field = kind === "id" ? "external_id" : kind;
  const whose = rows[0]?.name ? `another contact, ${rows[0].name}` : "another contact";
  const message = `${rest.join(":")} belongs to ${whose}. Merge the two contacts, or use another ${WORDS[kind] ?? "one"}.`;
  throw new AppError("conflict", message, {
    problems: [{ field, message }],
    ...(existingId && { existingId }),
  });
}

const WORDS: Record<string, string> = { email: "address", phone: "number", id: "id" };

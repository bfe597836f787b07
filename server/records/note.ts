import { publishChange } from "../db/bus";
import { now } from "../db/clock";
import { newId } from "../db/id";
import { afterCommit, type Tx } from "../db/pool";
import { AppError } from "../domain/errors";
import type { WorkspaceId } from "../domain/workspace";
import { actorColumns, type Cause } from "./cause";
import { readContactRow } from "./contact-row";

export type NoteRef = { id: string; contactId: string; authorId: string | null };

/** Writes something down about a contact. Nothing is started by it. */
export async function addNote(
  tx: Tx,
  workspaceId: WorkspaceId,
  note: { contactId: string; body: string },
  cause: Cause,
): Promise<{ id: string; contactId: string; createdAt: Date }> {
  const contact = await readContactRow(tx, workspaceId, note.contactId);
  if (!contact)
    throw new AppError(
      "not_found",
      "There is no such contact in this workspace. Choose another, or create it.",
    );
  const id = newId();
  const createdAt = now();
  await tx.query(
    `insert into notes (id, workspace_id, contact_id, body, author_type, author_id, author_name, run_id, created_at)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8::uuid, $9::timestamptz)`,
    [id, workspaceId, contact.id, note.body, ...actorColumns(cause), createdAt],
  );
  afterCommit(tx, () => publishChange({ workspaceId }));
  return { id, contactId: contact.id, createdAt };
}

export async function changeNote(
  tx: Tx,
  workspaceId: WorkspaceId,
  noteId: string,
  body: string,
): Promise<void> {
  await tx.query(
    "update notes set body = $3, edited_at = $4::timestamptz where workspace_id = $1::uuid and id = $2::uuid and body <> $3",
    [workspaceId, noteId, body, now()],
  );
  afterCommit(tx, () => publishChange({ workspaceId }));
}

export async function removeNote(tx: Tx, workspaceId: WorkspaceId, noteId: string): Promise<void> {
  await tx.query("delete from notes where workspace_id = $1::uuid and id = $2::uuid", [workspaceId, noteId]);
  afterCommit(tx, () => publishChange({ workspaceId }));
}

/** Locked, for a change. */
export async function findNote(tx: Tx, workspaceId: WorkspaceId, noteId: string): Promise<NoteRef> {
  const { rows } = await tx.query<NoteRef>(
    `select id, contact_id as "contactId", author_id as "authorId" from notes
     where workspace_id = $1::uuid and id = $2::uuid for update`,
    [workspaceId, noteId],
  );
  const [row] = rows;
  if (!row)
    throw new AppError("not_found", "There is no such note in this workspace. Reload the contact's page.");
  return row;
}

import { inTransaction } from "@/server/db/pool";
import { AppError } from "@/server/domain/errors";
import type { Role, WorkspaceId } from "@/server/domain/workspace";
import { type Actor, writeAudit } from "@/server/ops/audit";
import * as records from "@/server/records/note";

/** The member who writes. */
type Writer = { actor: Actor & { id: string }; role: Role };

export async function addNote(
  workspaceId: WorkspaceId,
  { actor }: Writer,
  note: { contactId: string; body: string },
) {
  return inTransaction(async (tx) => {
    const added = await records.addNote(tx, workspaceId, note, { source: "platform", actor });
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: "note.added" },
      target: { type: "note", id: added.id },
      details: { contactId: added.contactId },
    });
    return added;
  });
}

/** Notes are changed by whoever wrote them. */
export async function changeNote(
  workspaceId: WorkspaceId,
  { actor }: Writer,
  noteId: string,
  body: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const note = await records.findNote(tx, workspaceId, noteId);
    if (note.authorId !== actor.id)
      throw new AppError("forbidden", "Only who wrote a note can change it. Add one of your own.");
    await records.changeNote(tx, workspaceId, noteId, body);
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: "note.changed" },
      target: { type: "note", id: noteId },
      details: { contactId: note.contactId },
    });
  });
}

/** By whoever wrote it, or an owner or admin. */
export async function removeNote(
  workspaceId: WorkspaceId,
  { actor, role }: Writer,
  noteId: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const note = await records.findNote(tx, workspaceId, noteId);
    if (note.authorId !== actor.id && role !== "owner" && role !== "admin")
      throw new AppError("forbidden", "Only who wrote a note, an owner or an admin can delete it.");
    await records.removeNote(tx, workspaceId, noteId);
    await writeAudit(tx, {
      ...{ workspaceId, actor, action: "note.removed" },
      target: { type: "note", id: noteId },
      details: { contactId: note.contactId },
    });
  });
}

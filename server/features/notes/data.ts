import * as z from "zod";
import { prisma } from "@/server/db/prisma";
import type { WorkspaceId } from "@/server/domain/workspace";

const PAGE = 50;

const listed = {
  id: true,
  contactId: true,
  body: true,
  authorType: true,
  authorId: true,
  authorName: true,
  runId: true,
  createdAt: true,
  editedAt: true,
} as const;

export const noteCursorSchema = z.object({ createdAt: z.date(), id: z.uuid() });

/** A page of a contact's notes, the newest first. */
export async function listNotes(
  workspaceId: WorkspaceId,
  contactId: string,
  cursor: z.output<typeof noteCursorSchema> | undefined,
) {
  const older = cursor && [
    { createdAt: { lt: cursor.createdAt } },
    { createdAt: cursor.createdAt, id: { lt: cursor.id } },
  ];
  const rows = await prisma().note.findMany({
    where: { workspaceId, contactId, OR: older },
    select: listed,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE + 1,
  });
  const notes = rows.slice(0, PAGE);
  const last = notes.at(-1);
  return {
    notes,
    nextCursor: rows.length > PAGE && last ? { createdAt: last.createdAt, id: last.id } : null,
  };
}

import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { noteBodySchema } from "@/server/domain/note";
import { listNotes, noteCursorSchema } from "./data";
import { addNote, changeNote, removeNote } from "./mutations";

const writing = workspaceProcedure
  .use(can("notes.write"))
  .use(({ ctx, next }) => next({ ctx: { by: { actor: ctx.actor, role: ctx.workspace.role } } }));
const note = z.object({ noteId: z.uuid() });

export const notesRouter = router({
  list: workspaceProcedure
    .use(can("notes.read"))
    .input(z.object({ contactId: z.uuid(), cursor: noteCursorSchema.nullish() }))
    .query(({ ctx, input }) => listNotes(ctx.workspace.id, input.contactId, input.cursor ?? undefined)),
  create: writing
    .input(z.object({ contactId: z.uuid(), body: noteBodySchema }))
    .mutation(({ ctx, input: { contactId, body } }) =>
      addNote(ctx.workspace.id, ctx.by, { contactId, body }),
    ),
  change: writing
    .input(note.extend({ body: noteBodySchema }))
    .mutation(({ ctx, input }) => changeNote(ctx.workspace.id, ctx.by, input.noteId, input.body)),
  remove: writing
    .input(note)
    .mutation(({ ctx, input }) => removeNote(ctx.workspace.id, ctx.by, input.noteId)),
});

import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { getMessage, listMessages, messageCursorSchema, messageFilterSchema } from "./data";

const reading = workspaceProcedure.use(can("messages.read"));

export const messagesRouter = router({
  list: reading
    .input(messageFilterSchema.extend({ cursor: messageCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listMessages(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  get: reading
    .input(z.object({ messageId: z.uuid() }))
    .query(({ ctx, input }) => getMessage(ctx.workspace.id, input.messageId)),
});

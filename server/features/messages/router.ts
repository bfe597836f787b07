import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { answerSchema, reactionSchema } from "@/server/domain/message";
import { getMessage, listMessages, messageCursorSchema, messageFilterSchema } from "./data";
import { answerAsContact, reactAsContact } from "./mutations";

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
  answer: workspaceProcedure
    .use(can("messages.answer"))
    .input(answerSchema)
    .mutation(({ ctx, input: { messageId, body } }) =>
      answerAsContact(ctx.workspace.id, ctx.actor, { messageId, body }),
    ),
  react: workspaceProcedure
    .use(can("messages.answer"))
    .input(z.object({ reaction: reactionSchema }))
    .mutation(({ ctx, input }) => reactAsContact(ctx.workspace.id, ctx.actor, input.reaction)),
});

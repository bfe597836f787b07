import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { callEndSchema } from "@/server/domain/call";
import { getCall } from "./data";
import { answerCall } from "./mutations";

const message = z.object({ messageId: z.uuid() });

/** Calls as the Outbox shows them: by the message that stands for the call. */
export const callsRouter = router({
  get: workspaceProcedure
    .use(can("calls.read"))
    .input(message)
    .query(({ ctx, input }) => getCall(ctx.workspace.id, input.messageId)),
  answer: workspaceProcedure
    .use(can("calls.answer"))
    .input(message.extend(callEndSchema.shape))
    .mutation(({ ctx, input: { messageId, ...end } }) =>
      answerCall(ctx.workspace.id, ctx.actor, messageId, callEndSchema.parse(end)),
    ),
});

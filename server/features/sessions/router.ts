import * as z from "zod";
import { router, userProcedure } from "@/server/api/procedures";
import { listSessions } from "./data";
import { endOtherSessions, endSession } from "./mutations";

export const sessionsRouter = router({
  list: userProcedure.query(({ ctx }) => listSessions(ctx.user.id, ctx.sessionId)),
  end: userProcedure
    .input(z.object({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => endSession(ctx.user.id, input.sessionId)),
  endOthers: userProcedure.mutation(({ ctx }) => endOtherSessions(ctx.user.id, ctx.sessionId)),
});

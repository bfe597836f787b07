import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { smtpConnectionSchema } from "@/server/domain/smtp-settings";
import { listConnections } from "./data";
import { chooseDefaultConnection, removeConnection, saveSmtpConnection } from "./mutations";
import { testConnection } from "./service";

const managing = workspaceProcedure.use(can("connections.manage"));
const one = z.object({ connectionId: z.uuid() });

export const connectionsRouter = router({
  list: workspaceProcedure.use(can("connections.read")).query(({ ctx }) => listConnections(ctx.workspace.id)),
  saveSmtp: managing
    .input(z.object({ connectionId: z.uuid().nullable(), connection: smtpConnectionSchema }))
    .mutation(({ ctx, input }) =>
      saveSmtpConnection(ctx.workspace.id, ctx.actor, input.connectionId, input.connection),
    ),
  test: managing
    .input(one)
    .mutation(({ ctx, input }) => testConnection(ctx.workspace, input.connectionId, ctx.user.email)),
  chooseDefault: managing
    .input(z.object({ connectionId: z.uuid().nullable() }))
    .mutation(({ ctx, input }) => chooseDefaultConnection(ctx.workspace.id, ctx.actor, input.connectionId)),
  remove: managing
    .input(one)
    .mutation(({ ctx, input }) => removeConnection(ctx.workspace.id, ctx.actor, input.connectionId)),
});

import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { smtpConnectionSchema } from "@/server/domain/smtp-settings";
import { webhookConnectionSchema } from "@/server/domain/webhook-settings";
import { listConnections, listWebhooks } from "./data";
import {
  chooseDefaultConnection,
  removeConnection,
  rotateWebhookSecret,
  saveSmtpConnection,
  saveWebhookConnection,
} from "./mutations";
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
  listWebhooks: workspaceProcedure
    .use(can("connections.read"))
    .query(({ ctx }) => listWebhooks(ctx.workspace.id)),
  saveWebhook: managing
    .input(z.object({ connectionId: z.uuid().nullable(), connection: webhookConnectionSchema }))
    .mutation(({ ctx, input }) =>
      saveWebhookConnection(ctx.workspace.id, ctx.actor, input.connectionId, input.connection),
    ),
  rotateSecret: managing
    .input(one)
    .mutation(({ ctx, input }) => rotateWebhookSecret(ctx.workspace.id, ctx.actor, input.connectionId)),
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

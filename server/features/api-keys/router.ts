import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { newApiKeySchema } from "@/server/domain/api-key";
import { listApiKeys } from "./data";
import { createApiKey, revokeApiKey } from "./mutations";

export const apiKeysRouter = router({
  list: workspaceProcedure.use(can("apiKeys.read")).query(({ ctx }) => listApiKeys(ctx.workspace.id)),
  create: workspaceProcedure
    .use(can("apiKeys.manage"))
    .input(z.object({ key: newApiKeySchema }))
    .mutation(({ ctx, input }) => createApiKey(ctx.workspace.id, ctx.actor, input.key)),
  revoke: workspaceProcedure
    .use(can("apiKeys.manage"))
    .input(z.object({ keyId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx.workspace.id, ctx.actor, input.keyId)),
});

import * as z from "zod";
import { can, router, userProcedure, workspaceProcedure } from "@/server/api/procedures";
import { workspaceSettingsSchema } from "@/server/domain/workspace-settings";
import { listWorkspaces } from "./data";
import { createWorkspace, updateWorkspace } from "./mutations";

export const workspacesRouter = router({
  list: userProcedure.query(({ ctx }) => listWorkspaces(ctx.user.id)),
  current: workspaceProcedure.use(can("workspace.read")).query(({ ctx }) => ctx.workspace),
  create: userProcedure
    .input(workspaceSettingsSchema)
    .mutation(({ ctx, input }) => createWorkspace(ctx.user, input)),
  update: workspaceProcedure
    .use(can("workspace.update"))
    .input(z.object({ settings: workspaceSettingsSchema }))
    .mutation(({ ctx, input }) => updateWorkspace(ctx.workspace.id, ctx.actor, input.settings)),
});

import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { emailSchema } from "@/server/domain/account";
import { roleSchema } from "@/server/domain/workspace";
import { listMembers } from "./data";
import { addMember, changeRole, removeMember } from "./mutations";

const manage = workspaceProcedure
  .use(can("members.manage"))
  .use(({ ctx, next }) => next({ ctx: { by: { actor: ctx.actor, role: ctx.workspace.role } } }));

export const membersRouter = router({
  list: workspaceProcedure.use(can("members.read")).query(({ ctx }) => listMembers(ctx.workspace.id)),
  add: manage
    .input(z.object({ email: emailSchema, role: roleSchema }))
    .mutation(({ ctx, input }) => addMember(ctx.workspace.id, ctx.by, input)),
  changeRole: manage
    .input(z.object({ userId: z.uuid(), role: roleSchema }))
    .mutation(({ ctx, input }) => changeRole(ctx.workspace.id, ctx.by, input)),
  remove: manage
    .input(z.object({ userId: z.uuid() }))
    .mutation(({ ctx, input }) => removeMember(ctx.workspace.id, ctx.by, input.userId)),
  leave: workspaceProcedure
    .use(can("members.leave"))
    .mutation(({ ctx }) =>
      removeMember(ctx.workspace.id, { actor: ctx.actor, role: ctx.workspace.role }, ctx.user.id),
    ),
});

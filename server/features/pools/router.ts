import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { ownerPoolSchema } from "@/server/domain/owner-pool";
import { assignmentCursorSchema, listAssignments, listPools } from "./data";
import { archivePool, changePool, createPool, setDuty } from "./mutations";

const reading = workspaceProcedure.use(can("pools.read"));
const managing = workspaceProcedure.use(can("pools.manage"));
const pool = z.object({ poolId: z.uuid() });

export const poolsRouter = router({
  list: reading.query(({ ctx }) => listPools(ctx.workspace.id)),
  /** Who got whom, and why. */
  assignments: reading
    .input(pool.extend({ cursor: assignmentCursorSchema.nullish() }))
    .query(({ ctx, input }) => listAssignments(ctx.workspace.id, input.poolId, input.cursor ?? undefined)),
  create: managing
    .input(z.object({ pool: ownerPoolSchema }))
    .mutation(({ ctx, input }) => createPool(ctx.workspace.id, ctx.actor, input.pool)),
  change: managing
    .input(pool.extend({ pool: ownerPoolSchema }))
    .mutation(({ ctx, input }) => changePool(ctx.workspace.id, ctx.actor, input.poolId, input.pool)),
  remove: managing
    .input(pool)
    .mutation(({ ctx, input }) => archivePool(ctx.workspace.id, ctx.actor, input.poolId)),
  setDuty: workspaceProcedure
    .use(can("pools.duty"))
    .input(pool.extend({ userId: z.uuid(), offDuty: z.boolean() }))
    .mutation(({ ctx, input: { poolId, userId, offDuty } }) =>
      setDuty(ctx.workspace.id, { actor: ctx.actor, role: ctx.workspace.role }, { poolId, userId, offDuty }),
    ),
});

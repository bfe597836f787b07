import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { flowBudget, listFlowBudgets } from "./data";
import { setFlowBudget, setFlowBudgetSchema } from "./mutations";

const reading = workspaceProcedure.use(can("flowBudgets.read"));

export const flowBudgetsRouter = router({
  /** Every budget, with what is used of it in the current period. */
  list: reading.query(({ ctx }) => listFlowBudgets(ctx.workspace.id)),
  get: reading
    .input(z.object({ flowId: z.uuid() }))
    .query(({ ctx, input }) => flowBudget(ctx.workspace.id, input.flowId)),
  set: workspaceProcedure
    .use(can("flowBudgets.set"))
    .input(setFlowBudgetSchema)
    .mutation(({ ctx, input }) => setFlowBudget(ctx.workspace.id, ctx.actor, input)),
});

import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { latestReconciliation } from "./data";
import { repair, runReconciliation } from "./mutations";

/** Whether steps, ledger and Stripe say the same, and what is done where they do not. */
export const reconciliationRouter = router({
  latest: workspaceProcedure
    .use(can("reconciliation.read"))
    .query(({ ctx }) => latestReconciliation(ctx.workspace.id)),
  run: workspaceProcedure
    .use(can("reconciliation.run"))
    .mutation(({ ctx }) => runReconciliation(ctx.workspace.id, ctx.actor)),
  repair: workspaceProcedure
    .use(can("reconciliation.repair"))
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => repair(ctx.workspace.id, ctx.actor, input.id)),
});

import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { creditPageSchema, listCredits } from "./data";

export const creditsRouter = router({
  /** Grants with what is left of them, and refunds, the newest first. */
  list: workspaceProcedure
    .use(can("credits.read"))
    .input(creditPageSchema)
    .query(({ ctx, input }) => listCredits(ctx.workspace.id, input)),
});

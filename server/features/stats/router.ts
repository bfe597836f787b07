import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { homeStats, tokenStats } from "./data";

const reading = workspaceProcedure.use(can("stats.read"));

export const statsRouter = router({
  /** Figures and days of a period that ends today, beside the period before it. */
  home: reading
    .input(z.object({ days: z.union([z.literal(7), z.literal(14), z.literal(30)]).default(14) }))
    .query(({ ctx, input }) => homeStats(ctx.workspace, input.days)),
  tokens: reading.query(({ ctx }) => tokenStats(ctx.workspace.id)),
});

import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { flowNamesSchema, readFlowNames } from "./data";

export const subFlowsRouter = router({
  names: workspaceProcedure
    .use(can("flows.read"))
    .input(flowNamesSchema)
    .query(({ ctx, input }) => readFlowNames(ctx.workspace.id, input.ids)),
});

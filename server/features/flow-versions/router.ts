import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { getVersion, listVersions, versionCursorSchema } from "./data";

const reading = workspaceProcedure.use(can("flows.read"));
const flow = z.object({ flowId: z.uuid() });

export const flowVersionsRouter = router({
  list: reading
    .input(flow.extend({ cursor: versionCursorSchema.nullish() }))
    .query(({ ctx, input }) => listVersions(ctx.workspace.id, input.flowId, input.cursor ?? undefined)),
  get: reading
    .input(flow.extend({ number: versionCursorSchema }))
    .query(({ ctx, input }) => getVersion(ctx.workspace.id, input.flowId, input.number)),
});

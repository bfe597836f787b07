import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { auditCursorSchema, auditFilterSchema, listAudit, listAuditNouns } from "./data";

export const auditRouter = router({
  list: workspaceProcedure
    .use(can("audit.read"))
    .input(z.object({ filter: auditFilterSchema.default({}), cursor: auditCursorSchema.nullish() }))
    .query(({ ctx, input }) => listAudit(ctx.workspace.id, input.filter, input.cursor ?? undefined)),
  nouns: workspaceProcedure.use(can("audit.read")).query(({ ctx }) => listAuditNouns(ctx.workspace.id)),
});

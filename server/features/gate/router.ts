import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { decisionsOfContact, decisionsOfStep, gateCursorSchema, gateFigures } from "./data";

const reading = workspaceProcedure.use(can("gate.read"));

export const gateRouter = router({
  ofContact: reading
    .input(z.object({ contactId: z.uuid(), cursor: gateCursorSchema.nullish() }))
    .query(({ ctx, input }) =>
      decisionsOfContact(ctx.workspace.id, input.contactId, input.cursor ?? undefined),
    ),
  ofStep: reading
    .input(z.object({ runId: z.uuid(), stepId: z.string().max(100), path: z.string().max(200).default("") }))
    .query(({ ctx, input: { runId, stepId, path } }) =>
      decisionsOfStep(ctx.workspace.id, { runId, stepId, path }),
    ),
  figures: reading
    .input(z.object({ flowId: z.uuid() }))
    .query(({ ctx, input }) => gateFigures(ctx.workspace.id, input.flowId)),
});

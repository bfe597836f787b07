import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { sendingRulesSchema } from "@/server/domain/sending-rules";
import { getSendingRules, listSuppressions, suppressionFilterSchema } from "./data";
import { addSuppressions, removeSuppression, setSendingRules } from "./mutations";

const reading = workspaceProcedure.use(can("sending.read"));
const changing = workspaceProcedure.use(can("sending.change"));

export const sendingRouter = router({
  rules: reading.query(({ ctx }) => getSendingRules(ctx.workspace.id)),
  setRules: changing
    .input(z.object({ rules: sendingRulesSchema }))
    .mutation(({ ctx, input }) => setSendingRules(ctx.workspace.id, ctx.actor, input.rules)),
  suppressions: reading
    .input(suppressionFilterSchema)
    .query(({ ctx, input }) => listSuppressions(ctx.workspace.id, input)),
  suppress: workspaceProcedure
    .use(can("sending.suppress"))
    .input(z.object({ text: z.string().max(500_000), note: z.string().trim().max(500).default("") }))
    .mutation(({ ctx, input }) => addSuppressions(ctx.workspace.id, ctx.actor, input)),
  unsuppress: changing
    .input(z.object({ address: z.string().max(320) }))
    .mutation(({ ctx, input }) => removeSuppression(ctx.workspace.id, ctx.actor, input.address)),
});

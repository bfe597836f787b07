import * as z from "zod";
import { can, publicProcedure, router, workspaceProcedure } from "@/server/api/procedures";
import { flowDefinitionSchema } from "@/server/domain/flow";
import { actualCost, estimateOf } from "../flow-estimates/data";
import { simulateFlow, simulateSchema, simulateTemplate, simulateTemplateSchema } from "./service";

const reading = workspaceProcedure.use(can("dryRun.read"));
const flow = z.object({ flowId: z.uuid() });

/**
 * What a flow would do and cost. Nothing is sent, and nothing changes; those that take a whole flow are mutations all the
 * same, because it is too long for an address.
 */
export const dryRunRouter = router({
  simulate: reading.input(simulateSchema).mutation(({ ctx, input }) => simulateFlow(ctx.workspace.id, input)),
  /** A template of the public gallery, for anybody. */
  template: publicProcedure
    .input(simulateTemplateSchema)
    .mutation(({ ctx, input }) => simulateTemplate(input, ctx.client.ip)),
  /** The price of a run by each way it can go, and of a month like the last 30 days. */
  estimate: reading
    .input(flow.extend({ definition: flowDefinitionSchema.optional() }))
    .mutation(({ ctx, input }) => estimateOf(ctx.workspace.id, input.flowId, input.definition)),
  /** What was said at publishing against what its runs cost since. */
  actual: reading.input(flow).query(({ ctx, input }) => actualCost(ctx.workspace.id, input.flowId)),
});

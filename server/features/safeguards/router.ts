import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { previewReach, safeguardsOf } from "./data";
import {
  approveRequest,
  declineRequest,
  publishApproved,
  requestApproval,
  withdrawRequest,
} from "./mutations";

const reading = workspaceProcedure.use(can("safeguards.read"));
const asking = workspaceProcedure.use(can("safeguards.request"));
const approving = workspaceProcedure.use(can("safeguards.approve"));
const flow = z.object({ flowId: z.uuid() });
const request = flow.extend({ requestId: z.uuid() });
const note = z.string().trim().max(500).default("");

/** What holds a flow back by itself, and what an admin is asked before it reaches many people. */
export const safeguardsRouter = router({
  ofFlow: reading
    .input(flow)
    .query(({ ctx, input }) => safeguardsOf(ctx.workspace.id, ctx.user.id, input.flowId)),
  reach: reading.input(flow).query(({ ctx, input }) => previewReach(ctx.workspace.id, input.flowId)),
  publish: approving
    .input(flow.extend({ note }))
    .mutation(({ ctx, input }) => publishApproved(ctx.workspace.id, ctx.actor, input.flowId, input.note)),
  request: asking
    .input(flow.extend({ note }))
    .mutation(({ ctx, input }) => requestApproval(ctx.workspace.id, ctx.actor, input.flowId, input.note)),
  approve: approving
    .input(request)
    .mutation(({ ctx, input }) => approveRequest(ctx.workspace.id, ctx.actor, input)),
  decline: approving
    .input(request.extend({ answer: note }))
    .mutation(({ ctx, input }) => declineRequest(ctx.workspace.id, ctx.actor, input)),
  withdraw: asking
    .input(request)
    .mutation(({ ctx, input }) => withdrawRequest(ctx.workspace.id, ctx.actor, input)),
});

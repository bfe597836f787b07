import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { activateFlow, archiveFlow, pauseFlow, publishFlow, restoreFlow } from "../flow-versions/mutations";
import { countFlows, flowCursorSchema, flowFilterSchema, getFlow, listFlows, sampleEvent } from "./data";
import {
  createFlow,
  createFromStarter,
  duplicateFlow,
  importDocument,
  newFlowSchema,
  renameFlow,
  testFlow,
} from "./mutations";
import { listStarters } from "./service";

const reading = workspaceProcedure.use(can("flows.read"));
const editing = workspaceProcedure.use(can("flows.edit"));
const publishing = workspaceProcedure.use(can("flows.publish"));
const flow = z.object({ flowId: z.uuid() });
const naming = newFlowSchema.pick({ name: true, description: true });

export const flowsRouter = router({
  list: reading
    .input(flowFilterSchema.extend({ cursor: flowCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listFlows(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  counts: reading.query(({ ctx }) => countFlows(ctx.workspace.id)),
  get: reading.input(flow).query(({ ctx, input }) => getFlow(ctx.workspace, ctx.user.id, input.flowId)),
  starters: reading.query(() => listStarters()),
  sample: reading.input(flow).query(({ ctx, input }) => sampleEvent(ctx.workspace.id, input.flowId)),

  create: editing
    .input(newFlowSchema)
    .mutation(({ ctx, input }) => createFlow(ctx.workspace.id, ctx.actor, input)),
  import: editing
    .input(z.object({ document: z.unknown() }))
    .mutation(({ ctx, input }) => importDocument(ctx.workspace.id, ctx.actor, input.document)),
  createFromStarter: editing
    .input(z.object({ slug: z.string().max(100) }))
    .mutation(({ ctx, input }) => createFromStarter(ctx.workspace.id, ctx.actor, input.slug)),
  rename: editing
    .input(flow.extend(naming.shape))
    .mutation(({ ctx, input: { flowId, ...words } }) =>
      renameFlow(ctx.workspace.id, ctx.actor, flowId, words),
    ),
  duplicate: editing
    .input(flow)
    .mutation(({ ctx, input }) => duplicateFlow(ctx.workspace.id, ctx.actor, input.flowId)),
  archive: editing
    .input(flow.extend({ runs: z.enum(["cancel", "finish"]).default("cancel") }))
    .mutation(({ ctx, input }) => archiveFlow(ctx.workspace.id, ctx.actor, input.flowId, input.runs)),
  restore: editing
    .input(flow.extend({ activate: z.boolean().default(false) }))
    .mutation(({ ctx, input }) => restoreFlow(ctx.workspace.id, ctx.actor, input.flowId, input.activate)),

  publish: publishing
    .input(flow.extend({ note: z.string().trim().max(500).default("") }))
    .mutation(({ ctx, input }) => publishFlow(ctx.workspace.id, ctx.actor, input.flowId, input.note)),
  activate: publishing
    .input(flow)
    .mutation(({ ctx, input }) => activateFlow(ctx.workspace.id, ctx.actor, input.flowId)),
  pause: publishing
    .input(flow)
    .mutation(({ ctx, input }) => pauseFlow(ctx.workspace.id, ctx.actor, input.flowId)),

  testRun: workspaceProcedure
    .use(can("flows.run"))
    .input(flow.extend({ payload: z.record(z.string(), z.json()).optional() }))
    .mutation(({ ctx, input }) => testFlow(ctx.workspace.id, input.flowId, input.payload)),
});

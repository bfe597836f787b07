import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { changesSchema, getReplay, listChanges } from "./data";
import { cancelReplay, replayStartSchema, startReplay } from "./mutations";
import { openChange } from "./service";

const reading = workspaceProcedure.use(can("flowReplays.read"));
const starting = workspaceProcedure.use(can("flowReplays.start"));

/** The latest real events of a flow through its published version and its draft, side by side. Nothing of it is sent. */
export const flowReplaysRouter = router({
  start: starting
    .input(replayStartSchema)
    .mutation(({ ctx, input }) => startReplay(ctx.workspace.id, ctx.actor, input)),
  cancel: starting
    .input(z.object({ replayId: z.uuid() }))
    .mutation(({ ctx, input }) => cancelReplay(ctx.workspace.id, input.replayId)),
  /** The flow's latest one, or the named one, with its progress. */
  get: reading
    .input(z.object({ flowId: z.uuid(), replayId: z.uuid().optional() }))
    .query(({ ctx, input }) => getReplay(ctx.workspace.id, input.flowId, input.replayId ?? null)),
  changes: reading.input(changesSchema).query(({ ctx, input }) => listChanges(ctx.workspace.id, input)),
  /** One event with what both make of it. */
  change: reading
    .input(z.object({ replayId: z.uuid(), place: z.number().int().min(0) }))
    .query(({ ctx, input }) => openChange(ctx.workspace.id, input.replayId, input.place)),
});

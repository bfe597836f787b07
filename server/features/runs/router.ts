import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { getIteration, iterationFilterSchema, listIterations, loopRefSchema } from "../run-loops/data";
import { getStepData } from "../run-steps/data";
import { countOpenSubRuns } from "../sub-runs/data";
import { findRun, getRun, listRuns, runCursorSchema, runFilterSchema } from "./data";
import { cancelRun, retryRun } from "./mutations";
import { watchRun, watchRuns } from "./service";

const reading = workspaceProcedure.use(can("runs.read"));
const controlling = workspaceProcedure.use(can("runs.control"));
const run = z.object({ runId: z.uuid() });

export const runsRouter = router({
  list: reading
    .input(runFilterSchema.extend({ cursor: runCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listRuns(ctx.workspace.id, filter, cursor ?? undefined),
    ),
  get: reading.input(run).query(({ ctx, input }) => getRun(ctx.workspace.id, input.runId)),
  /** The items of one loop that have begun, a page of them. */
  iterations: reading
    .input(run.extend(loopRefSchema.shape).extend(iterationFilterSchema.shape))
    .query(async ({ ctx, input: { runId, stepId, path, ...filter } }) =>
      listIterations(await findRun(ctx.workspace.id, runId), { stepId, path }, filter),
    ),
  /** One item of a loop: its steps, and how far loops in it are. `path` is the item's. */
  iteration: reading
    .input(run.extend(loopRefSchema.shape))
    .query(async ({ ctx, input: { runId, stepId, path } }) =>
      getIteration(await findRun(ctx.workspace.id, runId), stepId, path),
    ),
  /** How many runs would be cancelled with it. */
  openSubRuns: reading.input(run).query(({ ctx, input }) => countOpenSubRuns(ctx.workspace.id, input.runId)),
  /** Input and output of one step in full, where `get` left them out for their size. */
  stepData: reading
    .input(run.extend({ stepId: z.string().max(100), path: z.string().max(200).default("") }))
    .query(({ ctx, input }) => getStepData(ctx.workspace.id, input.runId, input.stepId, input.path)),
  /** Everything after `lastEventId`, then each change, until the run is over. */
  watch: reading
    .input(run.extend({ lastEventId: z.coerce.number().int().min(0).nullish() }))
    .subscription(({ ctx, input, signal }) =>
      watchRun(ctx.workspace.id, input.runId, input.lastEventId ?? -1, signal),
    ),
  /** Says that runs of the workspace changed; lists then read again. */
  watchList: reading.subscription(({ ctx, signal }) => watchRuns(ctx.workspace.id, signal)),
  cancel: controlling
    .input(run)
    .mutation(({ ctx, input }) => cancelRun(ctx.workspace.id, ctx.actor, input.runId)),
  retry: controlling
    .input(run.extend({ from: z.enum(["failed", "start"]) }))
    .mutation(({ ctx, input }) => retryRun(ctx.workspace.id, ctx.actor, input.runId, input.from)),
});

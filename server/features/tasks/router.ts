import * as z from "zod";
import { can, router, workspaceProcedure } from "@/server/api/procedures";
import { newTaskSchema, taskPatchSchema } from "@/server/domain/task";
import { countTasks, getTask, listTasks, taskCursorSchema, taskFilterSchema } from "./data";
import { changeTask, createTask } from "./mutations";

const reading = workspaceProcedure.use(can("tasks.read"));
const writing = workspaceProcedure
  .use(can("tasks.write"))
  .use(({ ctx, next }) => next({ ctx: { by: { actor: ctx.actor, source: "platform" } } }));

export const tasksRouter = router({
  list: reading
    .input(taskFilterSchema.extend({ cursor: taskCursorSchema.nullish() }))
    .query(({ ctx, input: { cursor, ...filter } }) =>
      listTasks(ctx.workspace.id, ctx.workspace.timezone, filter, cursor ?? undefined),
    ),
  /** Of the board's columns, under the same filters. */
  counts: reading
    .input(taskFilterSchema)
    .query(({ ctx, input }) => countTasks(ctx.workspace.id, ctx.workspace.timezone, input)),
  get: reading
    .input(z.object({ taskId: z.uuid() }))
    .query(({ ctx, input }) => getTask(ctx.workspace.id, input.taskId)),
  create: writing
    .input(z.object({ task: newTaskSchema }))
    .mutation(({ ctx, input }) => createTask(ctx.workspace.id, ctx.by, input.task)),
  change: writing
    .input(z.object({ taskId: z.uuid(), patch: taskPatchSchema }))
    .mutation(({ ctx, input }) => changeTask(ctx.workspace.id, ctx.by, input.taskId, input.patch)),
});

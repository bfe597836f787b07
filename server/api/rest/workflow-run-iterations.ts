import * as z from "zod";
import {
  type Iteration,
  iterationFilterSchema,
  iterationStatusSchema,
  listIterations,
  loopRefSchema,
} from "@/server/features/run-loops/data";
import { noSuchRun } from "@/server/features/runs/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";
import { workflowParams } from "./workflow-params";
import { loopAnswer, loopSchema } from "./workflow-run-answer";
import { findWorkflowRun } from "./workflow-run-rows";
import { instant } from "./workflow-step-answer";

const iterationSchema = z.object({
  index: z.int().meta({ description: "Counted from 0." }),
  path: z.string().meta({ description: "Of its steps: GET /api/v1/runs/{id}/steps?path=…" }),
  status: iterationStatusSchema,
  item: z.string().nullable().meta({ description: "The item in a line, for people." }),
  error_message: z.string().nullable(),
  started_at: instant,
  finished_at: instant,
});

export const workflowRunIterations = restRoute(
  {
    method: "GET",
    path: "/api/v1/runs/{id}/loops/{step_id}/iterations",
    tag: "Runs",
    summary: "List the items of a loop",
    description: "Those that have begun, in the order of the list.",
    access: { kind: "bearer", scope: "flows:read" },
    params: workflowParams.extend({
      step_id: loopRefSchema.shape.stepId.meta({ description: "The id of the for_each step." }),
    }),
    query: z.object({
      ...workflowPage,
      path: loopRefSchema.shape.path.meta({
        description: "For a loop within a loop: which round of the outer one, such as 3.",
      }),
      status: iterationFilterSchema.shape.show.meta({ description: "Only items that run, or that failed." }),
      from: z.coerce.number().int().min(0).max(10_000).default(0).meta({
        description: "Begins at this item, counted from 0. A cursor goes before it.",
      }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "How far the loop is, and a page of its items.",
      schema: z.object({
        loop: loopSchema,
        iterations: z.array(iterationSchema),
        next_cursor: nextCursorSchema,
      }),
    },
  },
  async ({ workspaceId, params: { id, step_id }, query: { limit, cursor, path, status, from } }) => {
    const place = readCursor(placeSchema, cursor);
    const run = await findWorkflowRun(workspaceId, id);
    if (!run) throw noSuchRun();
    const filter = { show: status, from: place?.from ?? from, limit };
    const { loop, iterations, next } = await listIterations(run, { stepId: step_id, path }, filter);
    const next_cursor = writeCursor(next === null ? null : { from: next });
    return { body: { loop: loopAnswer(loop), iterations: iterations.map(iterationAnswer), next_cursor } };
  },
);

const placeSchema = z.object({ from: z.int().min(0).max(10_000) });

const iterationAnswer = ({
  index,
  path,
  status,
  gist,
  ...item
}: Iteration): z.input<typeof iterationSchema> => ({
  index,
  path,
  status,
  item: gist,
  error_message: item.error,
  started_at: item.startedAt?.toISOString() ?? null,
  finished_at: item.finishedAt?.toISOString() ?? null,
});

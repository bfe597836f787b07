import * as z from "zod";
import { noSuchRun } from "@/server/features/runs/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";
import { workflowParams } from "./workflow-params";
import { findWorkflowRun } from "./workflow-run-rows";
import { workflowStepAnswer, workflowStepSchema } from "./workflow-step-answer";
import { placeOf, readWorkflowSteps } from "./workflow-step-rows";

const placeSchema = z.object({ seq: z.int(), at: z.iso.datetime(), step: z.string(), path: z.string() });

export const workflowRunSteps = restRoute(
  {
    method: "GET",
    path: "/api/v1/runs/{id}/steps",
    tag: "Runs",
    summary: "List the steps of a run",
    description:
      "In the order in which they went, each round of a loop too. While the run goes on, a step that is written again comes again.",
    access: { kind: "bearer", scope: "flows:read" },
    params: workflowParams,
    query: z.object({
      ...workflowPage,
      path: z.string().max(100).optional().meta({
        description: "Only steps of this round of a loop, such as 3.17; empty: only those outside of loops.",
      }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of steps.",
      schema: z.object({ steps: z.array(workflowStepSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, params: { id }, query: { limit, cursor, path } }) => {
    const after = readCursor(placeSchema, cursor);
    const run = await findWorkflowRun(workspaceId, id);
    if (!run) throw noSuchRun();
    const rows = await readWorkflowSteps(workspaceId, { runId: run.runId, path, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const next_cursor = writeCursor(last ? placeOf(last) : null);
    return { body: { steps: page.map(workflowStepAnswer), next_cursor } };
  },
);

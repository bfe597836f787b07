import * as z from "zod";
import { resolveFlowId } from "@/server/features/flows/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";
import { workflowParams } from "./workflow-params";
import { apiRunStatus, statusesOf, workflowRunAnswer, workflowRunSchema } from "./workflow-run-answer";
import { readWorkflowRuns } from "./workflow-run-rows";

const placeSchema = z.object({ at: z.iso.datetime(), id: z.uuid() });

export const workflowHistory = restRoute(
  {
    method: "GET",
    path: "/api/workflows/{id}/history",
    tag: "Workflows",
    summary: "List the runs of a flow",
    description: "The newest first, of all its versions. It stays when the flow is deleted.",
    access: { kind: "bearer", scope: "flows:read" },
    params: workflowParams,
    query: z.object({
      ...workflowPage,
      status: apiRunStatus.optional().meta({ description: "Only runs with this status." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of runs.",
      schema: z.object({ history: z.array(workflowRunSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, params: { id }, query: { limit, cursor, status } }) => {
    const after = readCursor(placeSchema, cursor);
    const flowId = await resolveFlowId(workspaceId, id);
    const rows = await readWorkflowRuns(workspaceId, {
      flowId,
      statuses: statusesOf(status),
      after,
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const next = last ? { at: last.createdAt.toISOString(), id: last.id } : null;
    return { body: { history: page.map(workflowRunAnswer), next_cursor: writeCursor(next) } };
  },
);

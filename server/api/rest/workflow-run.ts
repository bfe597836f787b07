import { noSuchRun } from "@/server/features/runs/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";
import { workflowRunAnswer, workflowRunSchema } from "./workflow-run-answer";
import { readWorkflowRuns } from "./workflow-run-rows";

export const workflowRun = restRoute(
  {
    method: "GET",
    path: "/api/v1/runs/{id}",
    tag: "Runs",
    summary: "Get a run",
    access: { kind: "bearer", scope: "flows:read" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The run with its steps.", schema: workflowRunSchema },
  },
  async ({ workspaceId, params: { id } }) => {
    const [row] = await readWorkflowRuns(workspaceId, { run: id });
    if (!row) throw noSuchRun();
    return { body: workflowRunAnswer(row) };
  },
);

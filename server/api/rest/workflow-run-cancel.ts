import { noSuchRun } from "@/server/features/runs/data";
import { cancelRun } from "@/server/features/runs/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";
import { workflowRunAnswer, workflowRunSchema } from "./workflow-run-answer";
import { readWorkflowRuns } from "./workflow-run-rows";

export const workflowRunCancel = restRoute(
  {
    method: "POST",
    path: "/api/v1/runs/{id}/cancel",
    tag: "Runs",
    summary: "Cancel a run",
    description: "Final at once, also for a run that sleeps. A step in flight is still recorded.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The cancelled run.", schema: workflowRunSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential: { actor }, params: { id } }) => {
    const [found] = await readWorkflowRuns(workspaceId, { run: id });
    if (!found) throw noSuchRun();
    await cancelRun(workspaceId, actor, found.id);
    const [row] = await readWorkflowRuns(workspaceId, { run: found.id });
    if (!row) throw noSuchRun();
    return { body: workflowRunAnswer(row) };
  },
);

import { pauseFlow } from "@/server/features/flow-versions/mutations";
import { resolveFlowId } from "@/server/features/flows/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { checkedWorkflowSchema, workflowAnswer } from "./workflow-answer";
import { workflowParams } from "./workflow-params";

export const workflowPause = restRoute(
  {
    method: "POST",
    path: "/api/workflows/{id}/pause",
    tag: "Workflows",
    summary: "Pause a flow",
    description: "Events start nothing any more; runs under way go on. PATCH its status to active to go on.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The flow as it is now.", schema: checkedWorkflowSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential: { actor }, params: { id } }) => {
    const flowId = await resolveFlowId(workspaceId, id);
    await pauseFlow(workspaceId, actor, flowId);
    return { body: await workflowAnswer(workspaceId, flowId) };
  },
);

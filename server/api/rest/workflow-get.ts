import { resolveFlowId } from "@/server/features/flows/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { checkedWorkflowSchema, workflowAnswer } from "./workflow-answer";
import { workflowParams } from "./workflow-params";

export const workflowGet = restRoute(
  {
    method: "GET",
    path: "/api/workflows/{id}",
    tag: "Workflows",
    summary: "Get a flow",
    access: { kind: "bearer", scope: "flows:read" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The flow.", schema: checkedWorkflowSchema },
  },
  async ({ workspaceId, params: { id } }) => {
    const flowId = await resolveFlowId(workspaceId, id);
    return { body: await workflowAnswer(workspaceId, flowId) };
  },
);

import { resolveFlowId } from "@/server/features/flows/data";
import { duplicateFlow } from "@/server/features/flows/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { checkedWorkflowSchema, workflowAnswer } from "./workflow-answer";
import { workflowParams } from "./workflow-params";

export const workflowDuplicate = restRoute(
  {
    method: "POST",
    path: "/api/workflows/{id}/duplicate",
    tag: "Workflows",
    summary: "Copy a flow",
    description: "The copy is a draft with an id of its own.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 201, description: "The copy.", schema: checkedWorkflowSchema },
  },
  async ({ workspaceId, credential: { actor }, params: { id } }) => {
    const copy = await duplicateFlow(workspaceId, actor, await resolveFlowId(workspaceId, id));
    return {
      headers: { location: `/api/workflows/${copy.id}` },
      body: await workflowAnswer(workspaceId, copy.id),
    };
  },
);

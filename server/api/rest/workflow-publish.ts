import * as z from "zod";
import { publishFlow } from "@/server/features/flow-versions/mutations";
import { resolveFlowId } from "@/server/features/flows/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { checkedWorkflowSchema, workflowAnswer } from "./workflow-answer";
import { workflowParams } from "./workflow-params";

export const workflowPublish = restRoute(
  {
    method: "POST",
    path: "/api/workflows/{id}/publish",
    tag: "Workflows",
    summary: "Publish the draft",
    description:
      "The draft becomes the next version, which events start from now on if the flow is on. One that was never on stays off until its status is set to active. A first version that may reach more people than the workspace allows without an approval is refused (409) with their number.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: nothing,
    body: z.object(
      {
        note: z
          .string("Has to be text.")
          .trim()
          .max(500, "Use at most 500 characters.")
          .transform((note) => note.replaceAll("\0", ""))
          .default("")
          .meta({ description: "What changed." }),
      },
      "Has to be a JSON object.",
    ),
    bodyOptional: true,
    success: { status: 200, description: "The flow as it is now.", schema: checkedWorkflowSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential: { actor }, params: { id }, body: { note } }) => {
    const flowId = await resolveFlowId(workspaceId, id);
    await publishFlow(workspaceId, actor, flowId, note);
    return { body: await workflowAnswer(workspaceId, flowId) };
  },
);

import * as z from "zod";
import { archiveFlow } from "@/server/features/flow-versions/mutations";
import { resolveFlowId } from "@/server/features/flows/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const workflowArchive = restRoute(
  {
    method: "DELETE",
    path: "/api/workflows/{id}",
    tag: "Workflows",
    summary: "Delete a flow",
    description:
      "It is archived: nothing starts any more, its history stays. Runs under way are cancelled; with ?runs=finish they go on to their end.",
    access: { kind: "bearer", scope: "flows:write" },
    params: workflowParams,
    query: z.object({ runs: z.enum(["cancel", "finish"], "Has to be cancel or finish.").default("cancel") }),
    body: nothing,
    success: { status: 204, description: "It is archived.", schema: nothing },
  },
  async ({ workspaceId, credential: { actor }, params: { id }, query: { runs } }) => {
    await archiveFlow(workspaceId, actor, await resolveFlowId(workspaceId, id), runs);
    return { body: null };
  },
);

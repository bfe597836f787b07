import { reviewDocument, reviewDocumentSchema } from "@/server/domain/review";
import { getReview } from "@/server/features/reviews/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const reviewGet = restRoute(
  {
    method: "GET",
    path: "/api/reviews/{id}",
    tag: "Reviews",
    summary: "Get a review",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The review.", schema: reviewDocumentSchema },
  },
  async ({ workspaceId, params: { id } }) => ({ body: reviewDocument(await getReview(workspaceId, id)) }),
);

import { archiveProduct } from "@/server/features/products/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const productArchive = restRoute(
  {
    method: "DELETE",
    path: "/api/products/{id}",
    tag: "Products",
    summary: "Delete a product",
    description: "It is archived: orders keep what they say of it, and its status brings it back.",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 204, description: "It is archived.", schema: nothing },
  },
  async ({ workspaceId, credential: { actor }, params: { id } }) => {
    await archiveProduct(workspaceId, actor, id);
    return { body: null };
  },
);

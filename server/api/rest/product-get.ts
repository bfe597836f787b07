import { productDocument, productDocumentSchema } from "@/server/domain/product";
import { getProduct } from "@/server/features/products/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

export const productGet = restRoute(
  {
    method: "GET",
    path: "/api/products/{id}",
    tag: "Products",
    summary: "Get a product",
    access: { kind: "bearer", scope: "crm:write" },
    params: workflowParams,
    query: nothing,
    body: nothing,
    success: { status: 200, description: "The product.", schema: productDocumentSchema },
  },
  async ({ workspaceId, params: { id } }) => ({ body: productDocument(await getProduct(workspaceId, id)) }),
);

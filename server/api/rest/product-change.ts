import { productChangeSchema, productDocument, productDocumentSchema } from "@/server/domain/product";
import { changeProduct } from "@/server/features/products/mutations";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { workflowParams } from "./workflow-params";

/** The same under both verbs: what is left out stays. */
export const productChange = { put: changeBy("PUT"), patch: changeBy("PATCH") };

function changeBy(method: "PUT" | "PATCH") {
  return restRoute(
    {
      method,
      path: "/api/products/{id}",
      tag: "Products",
      summary: "Change a product",
      description: "What is left out stays. The status active brings back what was deleted.",
      access: { kind: "bearer", scope: "crm:write" },
      params: workflowParams,
      query: nothing,
      body: productChangeSchema,
      success: { status: 200, description: "The product as it is now.", schema: productDocumentSchema },
      refusals: ["conflict"],
    },
    async ({ workspaceId, credential, params: { id }, body }) => ({
      body: productDocument(await changeProduct(workspaceId, credential.actor, id, body)),
    }),
  );
}

import { newProductSchema, productDocument, productDocumentSchema } from "@/server/domain/product";
import { createProduct } from "@/server/features/products/mutations";
import { nothing } from "./contract";
import { idempotencyKeyOf } from "./idempotency-key";
import { restRoute } from "./rest-route";

export const productCreate = restRoute(
  {
    method: "POST",
    path: "/api/products",
    tag: "Products",
    summary: "Create a product",
    description:
      "An id that is there already is refused with its existing_id, and so is the SKU of another product.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: nothing,
    body: newProductSchema,
    idempotent: true,
    success: { status: 201, description: "The new product.", schema: productDocumentSchema },
    refusals: ["conflict"],
  },
  async ({ workspaceId, credential, body, headers }) => {
    const product = await createProduct(workspaceId, credential.actor, body, idempotencyKeyOf(headers));
    return { headers: { location: `/api/products/${product.id}` }, body: productDocument(product) };
  },
);

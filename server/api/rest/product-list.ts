import * as z from "zod";
import { productDocument, productDocumentSchema, productStatuses } from "@/server/domain/product";
import { listProducts, productCursorSchema } from "@/server/features/products/data";
import { nothing } from "./contract";
import { restRoute } from "./rest-route";
import { nextCursorSchema, readCursor, workflowPage, writeCursor } from "./workflow-page";

export const productList = restRoute(
  {
    method: "GET",
    path: "/api/products",
    tag: "Products",
    summary: "List products",
    description: "The newest first. Archived ones only when they are asked for.",
    access: { kind: "bearer", scope: "crm:write" },
    params: nothing,
    query: z.object({
      ...workflowPage,
      q: z.string().trim().max(200).default("").meta({ description: "Part of a name, SKU or id." }),
      status: z
        .enum(productStatuses, "Has to be active, draft or archived.")
        .optional()
        .meta({ description: "Only products with this status." }),
    }),
    body: nothing,
    success: {
      status: 200,
      description: "A page of products.",
      schema: z.object({ products: z.array(productDocumentSchema), next_cursor: nextCursorSchema }),
    },
  },
  async ({ workspaceId, query: { cursor, ...filter } }) => {
    const after = readCursor(productCursorSchema, cursor);
    const { products, nextCursor } = await listProducts(
      workspaceId,
      { ...filter, status: filter.status ? [filter.status] : [] },
      after,
    );
    return { body: { products: products.map(productDocument), next_cursor: writeCursor(nextCursor) } };
  },
);

import * as z from "zod";
import { archiveProduct } from "@/server/records/product";
import { defineAction, stepTransaction } from "../../action";
import { productInput } from "../product-input";
import { refusedAsStep } from "../refused-as-step";

/** Archives a product: orders keep what they say of it, and it can be brought back. */
export const deleteProduct = defineAction({
  key: "delete_product",
  title: "Delete product",
  description: "Takes a product out of the catalogue. It is archived and can be brought back.",
  category: "commerce",
  icon: "package-x",
  input: z.object({ product: productInput }),
  aliases: { product_id: "product", id: "product" },
  fill: ["product_id"],
  sampleOutput: {
    product_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    name: "New Product",
    status: "archived",
  },
  effect: "internal",
  async run({ product }, ctx) {
    const archiving = archiveProduct(stepTransaction(ctx), ctx.workspaceId, product);
    const { id, name, status } = await refusedAsStep("Product not deleted", archiving, {
      not_found: "product_not_found",
    });
    return { product_id: id, name, status };
  },
});

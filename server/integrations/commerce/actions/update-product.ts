import * as z from "zod";
import { newProductSchema, productDocument } from "@/server/domain/product";
import { changeProduct } from "@/server/records/product";
import { defineAction, stepTransaction } from "../../action";
import { productInput } from "../product-input";
import { refusedAsStep } from "../refused-as-step";
import { sampleProduct } from "../sample-product";

const { name, description, sku, price, currency, stock, status } = newProductSchema.partial().shape;

/** Changes a product of the catalogue. What is left out stays. */
export const updateProduct = defineAction({
  key: "update_product",
  title: "Update product",
  description: "Changes a product. What is left out stays.",
  category: "commerce",
  icon: "package",
  input: z.object({
    product: productInput,
    name: name.meta({ title: "Name", widget: "text" }),
    price: price.meta({ title: "Price", placeholder: "29.99", widget: "money" }),
    currency: currency.meta({ title: "Currency", placeholder: "usd", widget: "text" }),
    description: description.meta({ title: "Description", widget: "textarea" }),
    sku: sku.meta({ title: "SKU", widget: "text" }),
    stock: stock.meta({ title: "In stock", widget: "number" }),
    status: status.meta({ title: "Status", widget: "select" }),
  }),
  aliases: { product_id: "product", id: "product" },
  fill: ["product_id"],
  sampleOutput: { ...sampleProduct, product_id: sampleProduct.id },
  effect: "internal",
  async run({ product, ...change }, ctx) {
    const changing = changeProduct(stepTransaction(ctx), ctx.workspaceId, product, change);
    const changed = await refusedAsStep("Product not changed", changing, {
      not_found: "product_not_found",
      conflict: "sku_taken",
    });
    return { ...productDocument(changed), product_id: changed.id };
  },
});

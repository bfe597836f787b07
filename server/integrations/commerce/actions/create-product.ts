import * as z from "zod";
import { newProductSchema, productDocument } from "@/server/domain/product";
import { createProduct as insertProduct } from "@/server/records/product";
import { defineAction, stepTransaction } from "../../action";
import { refusedAsStep } from "../refused-as-step";
import { sampleProduct } from "../sample-product";

const { name, description, sku, price, currency, stock, status, external_id } = newProductSchema.shape;

/** Adds a product to the catalogue. One with the same id of its own is answered, not made again. */
export const createProduct = defineAction({
  key: "create_product",
  title: "Create product",
  description: "Adds a product to the catalogue.",
  category: "commerce",
  icon: "package-plus",
  input: z.object({
    name: name.meta({ title: "Name", placeholder: "New product", widget: "text" }),
    price: price.meta({ title: "Price", placeholder: "29.99", widget: "money" }),
    currency: currency.meta({
      title: "Currency",
      description: "usd unless it is said.",
      placeholder: "usd",
      widget: "text",
    }),
    description: description.meta({ title: "Description", widget: "textarea" }),
    sku: sku.meta({ title: "SKU", widget: "text" }),
    stock: stock.meta({ title: "In stock", description: "Left out: it is not counted.", widget: "number" }),
    status: status.meta({ title: "Status", widget: "select" }),
    external_id: external_id.meta({ title: "Your id", widget: "text" }),
  }),
  aliases: { id: "external_id", title: "name", quantity: "stock" },
  fill: ["name", "price", "currency", "description", "sku"],
  sampleOutput: { ...sampleProduct, product_id: sampleProduct.id, created: true },
  effect: "internal",
  async run(input, ctx) {
    const making = insertProduct(stepTransaction(ctx), ctx.workspaceId, input);
    const { made, record } = await refusedAsStep("Product not created", making, { conflict: "sku_taken" });
    return { ...productDocument(record), product_id: record.id, created: made === "created" };
  },
});

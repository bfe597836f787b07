import * as z from "zod";
import { ActionError } from "@/server/domain/errors";
import { adjustStock } from "@/server/records/stock";
import { defineAction, stepTransaction } from "../../action";
import { productInput } from "../product-input";
import { refusedAsStep } from "../refused-as-step";

const MOST = 1_000_000_000;

/** Adds to a product's stock or takes from it. Two steps at once never take the same piece. */
export const adjustInventory = defineAction({
  key: "adjust_inventory",
  title: "Adjust inventory",
  description: "Adds to a product's stock, takes from it, or sets it.",
  category: "commerce",
  icon: "boxes",
  input: z.object({
    product: productInput,
    change: z
      .number("Has to be a whole number.")
      .int("Has to be a whole number.")
      .min(-MOST)
      .max(MOST)
      .optional()
      .meta({
        title: "Change",
        description: "-2 takes two, 10 adds ten.",
        placeholder: "-1",
        widget: "number",
      }),
    stock: z
      .number("Has to be a whole number.")
      .int("Has to be a whole number.")
      .min(-MOST)
      .max(MOST)
      .optional()
      .meta({
        title: "Or set it to",
        description: "What was counted.",
        widget: "number",
      }),
    allow_negative: z.boolean().default(false).meta({
      title: "May go below zero",
      description: "For what is sold before it is there.",
      widget: "checkbox",
    }),
  }),
  aliases: {
    product_id: "product",
    id: "product",
    sku: "product",
    quantity_change: "change",
    adjustment: "change",
    quantity: "change",
    set: "stock",
  },
  fill: ["product_id", "sku"],
  sampleOutput: {
    product_id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
    name: "New Product",
    sku: "TEE-M",
    previous_stock: 12,
    stock: 10,
  },
  effect: "internal",
  async run({ product, change, stock, allow_negative }, ctx) {
    if ((change === undefined) === (stock === undefined)) {
      throw new ActionError(
        "invalid_input",
        "Stock not changed: say either how much it changes, or what to set it to.",
      );
    }
    const how = stock === undefined ? { by: change ?? 0, mayGoBelowZero: allow_negative } : { to: stock };
    const adjusting = adjustStock(stepTransaction(ctx), ctx.workspaceId, product, how);
    const { product: after, before } = await refusedAsStep("Stock not changed", adjusting, {
      not_found: "product_not_found",
      conflict: "not_enough_stock",
    });
    return {
      product_id: after.id,
      name: after.name,
      sku: after.sku,
      previous_stock: before,
      stock: after.stock,
    };
  },
});

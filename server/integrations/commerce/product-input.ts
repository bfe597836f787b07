import * as z from "zod";

/** Which product: as a step says it. */
export const productInput = z
  .string({ error: "Say which product." })
  .min(1, "Say which product.")
  .max(200)
  .meta({
    title: "Product",
    description: "Its id, the id that it was posted with, or its SKU.",
    placeholder: "{{steps.create.output.product_id}}",
    widget: "product",
  });

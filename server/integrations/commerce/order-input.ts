import * as z from "zod";

/** Which order: as a step says it. */
export const orderInput = z.string({ error: "Say which order." }).min(1, "Say which order.").max(200).meta({
  title: "Order",
  description: "Its id, or the id that it was posted with.",
  placeholder: "{{trigger.order_id}}",
  widget: "text",
});

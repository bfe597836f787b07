import { orderDocument } from "@/server/domain/order";
import { sampleContact } from "./sample-contact";

const at = new Date("2026-03-12T15:00:00Z");

/** An order as the builder shows it before anything ran. */
export const sampleOrder = orderDocument({
  id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
  externalId: "order_1001",
  contact: sampleContact,
  status: "paid",
  currency: "usd",
  subtotal: 12990,
  discount: 0,
  tax: 0,
  shipping: 0,
  total: 12990,
  note: "",
  items: [{ productId: null, sku: "TEE-M", name: "T-shirt", quantity: 2, price: 6495 }],
  placedAt: at,
  paidAt: at,
  completedAt: null,
  createdAt: at,
  updatedAt: at,
});

import { productDocument } from "@/server/domain/product";

const at = new Date("2026-03-12T15:00:00Z");

/** A product as the builder shows it before anything ran. */
export const sampleProduct = productDocument({
  id: "0198f2c1-6a2e-7c3a-9d51-3a7f0f5b8c11",
  externalId: null,
  name: "New Product",
  description: "Auto-created product",
  sku: "TEE-M",
  price: 2999,
  currency: "usd",
  stock: 12,
  status: "active",
  createdAt: at,
  updatedAt: at,
});

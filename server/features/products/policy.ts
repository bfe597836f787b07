import type { Role } from "@/server/domain/workspace";

export const productsPolicy = {
  "products.read": ["owner", "admin", "editor", "viewer"],
  "products.write": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

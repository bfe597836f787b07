import type { Role } from "@/server/domain/workspace";

export const ordersPolicy = {
  "orders.read": ["owner", "admin", "editor", "viewer"],
  "orders.write": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

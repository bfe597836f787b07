import type { Role } from "@/server/domain/workspace";

export const safeguardsPolicy = {
  "safeguards.read": ["owner", "admin", "editor", "viewer"],
  /** Whoever may publish may ask for it. */
  "safeguards.request": ["owner", "admin", "editor"],
  "safeguards.approve": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

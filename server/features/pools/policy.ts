import type { Role } from "@/server/domain/workspace";

export const poolsPolicy = {
  "pools.read": ["owner", "admin", "editor", "viewer"],
  "pools.manage": ["owner", "admin"],
  /** Going on and off duty oneself. */
  "pools.duty": ["owner", "admin", "editor", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

import type { Role } from "@/server/domain/workspace";

export const connectionsPolicy = {
  "connections.read": ["owner", "admin"],
  "connections.manage": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

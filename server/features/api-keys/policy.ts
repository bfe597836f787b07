import type { Role } from "@/server/domain/workspace";

export const apiKeysPolicy = {
  "apiKeys.read": ["owner", "admin"],
  "apiKeys.manage": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

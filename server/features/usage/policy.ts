import type { Role } from "@/server/domain/workspace";

export const usagePolicy = {
  "usage.read": ["owner", "admin", "editor", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

import type { Role } from "@/server/domain/workspace";

export const auditPolicy = {
  "audit.read": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

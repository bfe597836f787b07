import type { Role } from "@/server/domain/workspace";

export const flowsPolicy = {
  "flows.read": ["owner", "admin", "editor", "viewer"],
  "flows.edit": ["owner", "admin", "editor"],
  "flows.publish": ["owner", "admin", "editor"],
  "flows.run": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

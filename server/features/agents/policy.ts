import type { Role } from "@/server/domain/workspace";

export const agentsPolicy = {
  "agents.read": ["owner", "admin", "editor", "viewer"],
  "agents.manage": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

import type { Role } from "@/server/domain/workspace";

export const workspacesPolicy = {
  "workspace.read": ["owner", "admin", "editor", "viewer"],
  "workspace.update": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

import type { Role } from "@/server/domain/workspace";

export const membersPolicy = {
  "members.read": ["owner", "admin", "editor", "viewer"],
  "members.manage": ["owner", "admin"],
  "members.leave": ["owner", "admin", "editor", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

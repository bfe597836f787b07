import type { Role } from "@/server/domain/workspace";

export const tasksPolicy = {
  "tasks.read": ["owner", "admin", "editor", "viewer"],
  "tasks.write": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

import type { Role } from "@/server/domain/workspace";

/** Everyone reads their own. */
export const notificationsPolicy = {
  "notifications.read": ["owner", "admin", "editor", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

import type { Role } from "@/server/domain/workspace";

export const messageTemplatesPolicy = {
  "messageTemplates.read": ["owner", "admin", "editor", "viewer"],
  "messageTemplates.edit": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

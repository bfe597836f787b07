import type { Role } from "@/server/domain/workspace";

export const messagesPolicy = {
  "messages.read": ["owner", "admin", "editor", "viewer"],
  "messages.answer": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

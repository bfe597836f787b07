import type { Role } from "@/server/domain/workspace";

export const callsPolicy = {
  "calls.read": ["owner", "admin", "editor", "viewer"],
  "calls.answer": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

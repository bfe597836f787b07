import type { Role } from "@/server/domain/workspace";

export const notesPolicy = {
  "notes.read": ["owner", "admin", "editor", "viewer"],
  "notes.write": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

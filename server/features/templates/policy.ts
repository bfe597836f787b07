import type { Role } from "@/server/domain/workspace";

export const templatesPolicy = {
  "templates.read": ["owner", "admin", "editor", "viewer"],
  "templates.use": ["owner", "admin", "editor"],
  "templates.edit": ["owner", "admin", "editor"],
  /** Whoever has the link sees it, with or without an account. */
  "templates.share": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

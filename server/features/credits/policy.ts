import type { Role } from "@/server/domain/workspace";

export const creditsPolicy = {
  /** Tokens that were given, and charges that were given back, are part of what everybody sees of the usage. */
  "credits.read": ["owner", "admin", "editor", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

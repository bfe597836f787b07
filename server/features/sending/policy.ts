import type { Role } from "@/server/domain/workspace";

export const sendingPolicy = {
  "sending.read": ["owner", "admin", "editor", "viewer"],
  "sending.change": ["owner", "admin"],
  /** Anybody who works here may see to it that somebody is left alone. */
  "sending.suppress": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

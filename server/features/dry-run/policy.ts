import type { Role } from "@/server/domain/workspace";

export const dryRunPolicy = {
  /** Nothing is sent or changed: whoever may look at a flow may try what it would do. */
  "dryRun.read": ["owner", "admin", "editor", "viewer"],
} as const satisfies Record<string, readonly Role[]>;

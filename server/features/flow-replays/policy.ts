import type { Role } from "@/server/domain/workspace";

export const flowReplaysPolicy = {
  "flowReplays.read": ["owner", "admin", "editor", "viewer"],
  "flowReplays.start": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

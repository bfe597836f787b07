import type { Role } from "@/server/domain/workspace";

export const runsPolicy = {
  "runs.read": ["owner", "admin", "editor", "viewer"],
  "runs.control": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

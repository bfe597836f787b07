import type { Role } from "@/server/domain/workspace";

export const flowBudgetsPolicy = {
  "flowBudgets.read": ["owner", "admin", "editor", "viewer"],
  /** Whoever may change a flow. */
  "flowBudgets.set": ["owner", "admin", "editor"],
} as const satisfies Record<string, readonly Role[]>;

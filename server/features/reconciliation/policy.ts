import type { Role } from "@/server/domain/workspace";

/** Whether usage adds up is for everyone who sees usage. A repair changes what is billed: that is for owners. */
export const reconciliationPolicy = {
  "reconciliation.read": ["owner", "admin", "editor", "viewer"],
  "reconciliation.run": ["owner"],
  "reconciliation.repair": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

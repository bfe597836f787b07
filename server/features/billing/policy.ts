import type { Role } from "@/server/domain/workspace";

/**
 * The plan, its state and what the ledger says it will cost are for everyone, as usage is. What was billed and paid is for
 * owners and admins. Spending the company's money is for owners alone.
 */
export const billingPolicy = {
  "billing.read": ["owner", "admin", "editor", "viewer"],
  "billing.invoices": ["owner", "admin"],
  "billing.manage": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

import { pool } from "../../db/pool";
import type { WorkspaceId } from "../../domain/workspace";
import { logger } from "../../logger";

/** It was deleted at Stripe: the next checkout makes another one. */
export async function forgetCustomer(workspaceId: WorkspaceId, customerId: string): Promise<void> {
  logger.warn({ workspaceId, customer: customerId }, "this customer was deleted at Stripe");
  await pool().query(
    "update billing_accounts set stripe_customer_id = null where workspace_id = $1 and stripe_customer_id = $2",
    [workspaceId, customerId],
  );
}

import type { WorkspaceId } from "../../domain/workspace";
import { isBillingConfigured } from "../stripe-client";
import { knownCustomer } from "../stripe-customer";
import { syncCustomer } from "../sync-customer";
import { askStripe } from "./ask-stripe";

/** Reads anew from Stripe what is known of the workspace there. Who never went there has nothing to read. */
export async function refreshCustomer(workspaceId: WorkspaceId): Promise<void> {
  if (!isBillingConfigured()) return;
  const customer = await knownCustomer(workspaceId);
  if (customer) await askStripe(() => syncCustomer(customer));
}

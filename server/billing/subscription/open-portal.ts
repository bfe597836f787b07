import type { WorkspaceId } from "../../domain/workspace";
import { customerOf } from "../stripe-customer";
import { portalConfiguration } from "../stripe-portal";
import { askStripe } from "./ask-stripe";

/**
 * The address of Stripe's page for cards, tax numbers and invoices. Whoever has it is let in, for a short while: it is
 * made for one click, and neither kept nor logged.
 */
export function openPortal(workspaceId: WorkspaceId, returnUrl: string): Promise<{ url: string }> {
  return askStripe(async (client) => {
    const customer = await customerOf(workspaceId);
    const { url } = await client.billingPortal.sessions.create({
      customer,
      configuration: await portalConfiguration(client),
      return_url: `${returnUrl}?portal=done`,
    });
    return { url };
  });
}

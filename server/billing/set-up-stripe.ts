import { ensureStripeCatalogue } from "./stripe-catalogue";
import { requireStripe } from "./stripe-client";
import { ensureEndpoints, type NewSecrets } from "./stripe-endpoints";
import { portalConfiguration } from "./stripe-portal";

type SetUp = {
  /** Where Stripe reaches this server; null: webhooks are left alone. */
  origin: string | null;
  /** Told of everything that was made or changed. */
  say: (line: string) => void;
};

/**
 * Everything that Baton needs at Stripe. What is there is left as it is, so that it can be done again at any time: after
 * it was interrupted, after a change of prices or of the library. Returns secrets that were made, which nobody can ask for
 * again.
 */
export async function setUpStripe({ origin, say }: SetUp): Promise<NewSecrets> {
  await ensureStripeCatalogue(say);
  await portalConfiguration(requireStripe(), say);
  return origin === null ? {} : ensureEndpoints(requireStripe(), origin, say);
}

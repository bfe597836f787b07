import Stripe from "stripe";

/** Stripe does not have it: it never had, it was deleted, or the key is one of another account. */
export const isResourceMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === "resource_missing";

import Stripe from "stripe";
import { AppError } from "../domain/errors";
import { env } from "../env";

/**
 * Stripe, at the API version of the library in use; null without STRIPE_SECRET_KEY: then nothing is charged. Every write
 * that fails on the way is sent again under the same idempotency key. What it answers is not logged: addresses of the
 * checkout and the portal let whoever has them in.
 */
export function stripe(): Stripe | null {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL: url } = env();
  if (!key) return null;
  if (made?.key !== key || made.url !== url) made = { key, url, client: open(key, url) };
  return made.client;
}

/** For what cannot be done without it. */
export function requireStripe(): Stripe {
  const client = stripe();
  if (client) return client;
  throw new AppError(
    "unavailable",
    "No payment is configured on this server. Whoever runs it sets STRIPE_SECRET_KEY, then runs `npm run stripe:setup`.",
  );
}

export const isBillingConfigured = (): boolean => env().STRIPE_SECRET_KEY !== undefined;

/** Whether the key moves real money. What happens in the other mode is none of our business. */
export const isLiveMode = (): boolean => /^[rs]k_live_/.test(env().STRIPE_SECRET_KEY ?? "");

/** What webhooks are to be sent as, too: their contents are those of the version. */
export const STRIPE_API_VERSION = Stripe.API_VERSION;

let made: { key: string; url: string | undefined; client: Stripe } | undefined;

function open(key: string, url: string | undefined): Stripe {
  if (url && isLiveMode())
    throw new Error(
      "STRIPE_API_URL leads somewhere else than to Stripe, and STRIPE_SECRET_KEY is one of the live mode, which is not sent there. Take one of the two away.",
    );
  return new Stripe(key, {
    apiVersion: STRIPE_API_VERSION,
    appInfo: { name: "Baton" },
    maxNetworkRetries: 2,
    timeout: 20_000,
    telemetry: false,
    ...(url && elsewhere(new URL(url))),
  });
}

function elsewhere({ protocol, hostname, port }: URL) {
  if (protocol === "http:") return { protocol: "http" as const, host: hostname, port: port || "80" };
  return { protocol: "https" as const, host: hostname, port: port || "443" };
}

import type Stripe from "stripe";
import { STRIPE_API_VERSION } from "./stripe-client";
import { METER_REPORTS } from "./stripe-meter";

type Say = (line: string) => void;
/** What has to stand in the environment from now on. */
export type NewSecrets = { STRIPE_WEBHOOK_SECRET?: string; STRIPE_THIN_WEBHOOK_SECRET?: string };

/** What may change what a workspace has. Whatever it is, the customer is read again. */
const EVENTS: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "customer.deleted",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.resumed",
  "customer.subscription.pending_update_applied",
  "customer.subscription.pending_update_expired",
  "invoice.finalized",
  "invoice.finalization_failed",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.payment_action_required",
  "invoice.marked_uncollectible",
  "invoice.voided",
  "subscription_schedule.updated",
  "subscription_schedule.released",
  "subscription_schedule.canceled",
  "subscription_schedule.completed",
  "subscription_schedule.aborted",
];

/**
 * Webhooks that post to `origin`, at the API version of the library in use. Stripe tells a secret only when it makes a
 * webhook. After a change of version a new one is made beside the old, which goes on until the next time this is called:
 * meanwhile both secrets hold.
 */
export async function ensureEndpoints(client: Stripe, origin: string, say: Say): Promise<NewSecrets> {
  const secret = await ensureSnapshots(client, new URL("/api/stripe/webhook", origin).href, say);
  const thinSecret = await ensureThin(client, new URL("/api/stripe/thin", origin).href, say);
  return {
    ...(secret && { STRIPE_WEBHOOK_SECRET: secret }),
    ...(thinSecret && { STRIPE_THIN_WEBHOOK_SECRET: thinSecret }),
  };
}

async function ensureSnapshots(client: Stripe, url: string, say: Say): Promise<string | null> {
  const there: Stripe.WebhookEndpoint[] = [];
  for await (const endpoint of client.webhookEndpoints.list({ limit: 100 }))
    if (endpoint.url === url) there.push(endpoint);
  const current = there.find(({ api_version }) => api_version === STRIPE_API_VERSION);
  const older = there.filter(
    ({ api_version, status }) => api_version !== STRIPE_API_VERSION && status === "enabled",
  );
  if (!current) {
    const made = await client.webhookEndpoints.create({
      url,
      enabled_events: EVENTS,
      api_version: STRIPE_API_VERSION,
      description: "Baton",
    });
    say(`webhook ${url}: made`);
    if (older.length > 0) say("the one before it goes on for now: give both secrets, then run this again");
    return made.secret ?? null;
  }
  if (current.status !== "enabled" || EVENTS.some((type) => !current.enabled_events.includes(type))) {
    await client.webhookEndpoints.update(current.id, { enabled_events: EVENTS, disabled: false });
    say(`webhook ${url}: set right`);
  }
  for (const { id, api_version } of older) {
    await client.webhookEndpoints.update(id, { disabled: true });
    say(`webhook ${url} of version ${api_version}: switched off`);
  }
  return null;
}

async function ensureThin(client: Stripe, url: string, say: Say): Promise<string | null> {
  for await (const destination of client.v2.core.eventDestinations.list({
    include: ["webhook_endpoint.url"],
  }))
    if (destination.webhook_endpoint?.url === url && destination.event_payload === "thin") {
      if (destination.status === "disabled") {
        await client.v2.core.eventDestinations.enable(destination.id);
        say(`webhook ${url}: switched on`);
      }
      return null;
    }
  const made = await client.v2.core.eventDestinations.create({
    name: "Baton: usage that could not be counted",
    type: "webhook_endpoint",
    event_payload: "thin",
    enabled_events: METER_REPORTS,
    webhook_endpoint: { url },
    include: ["webhook_endpoint.signing_secret"],
  });
  say(`webhook ${url}: made`);
  return made.webhook_endpoint?.signing_secret ?? null;
}

import Stripe from "stripe";
import * as z from "zod";
import { AppError } from "../../domain/errors";
import { env } from "../../env";
import { requireStripe } from "../stripe-client";

/** What Stripe posted, as far as it matters: what happened is read from Stripe itself. */
export type PostedEvent = {
  id: string;
  type: string;
  thin: boolean;
  livemode: boolean;
  /** Of another account, which is connected to ours; null: of ours. */
  account: string | null;
  createdAt: Date;
  stripeCustomerId: string | null;
};

/** `thin`: it only says which object to look at; such events have an address and a secret of their own. */
export type WebhookKind = "snapshot" | "thin";

/** Signed no longer ago than this, by the clock on the wall. Who posts an older one has recorded it. */
const TOLERANCE_SECONDS = 300;

/** Proves that Stripe signed these bytes just now, with one of our secrets, and reads them. */
export function readWebhook(raw: Buffer, signature: string | null, kind: WebhookKind): PostedEvent {
  const client = requireStripe();
  const secrets = secretsOf(kind);
  if (!signature)
    throw new AppError(
      "bad_request",
      "The header Stripe-Signature is missing. Only Stripe posts to this address, and signs what it posts.",
    );
  let refusal: unknown;
  for (const secret of secrets)
    try {
      return kind === "thin"
        ? readThin(client, raw, signature, secret)
        : readSnapshot(client, raw, signature, secret);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw otherKind(kind);
      // An old one was signed with the right secret: that says more than the other secret's complaint.
      if (!refusal || error.message.includes("tolerance")) refusal = error;
    }
  throw refused(refusal);
}

function secretsOf(kind: WebhookKind): string[] {
  const name = kind === "thin" ? "STRIPE_THIN_WEBHOOK_SECRET" : "STRIPE_WEBHOOK_SECRET";
  const secrets = env()
    [name].split(",")
    .map((secret) => secret.trim())
    .filter((secret) => secret !== "");
  if (secrets.length > 0) return secrets;
  throw new AppError(
    "unavailable",
    `Nothing is taken here until ${name} is set. \`npm run stripe:setup\` makes the webhook and prints it.`,
  );
}

function readSnapshot(client: Stripe, raw: Buffer, signature: string, secret: string): PostedEvent {
  const event = client.webhooks.constructEvent(raw, signature, secret, TOLERANCE_SECONDS);
  return {
    ...{ id: event.id, type: event.type, thin: false, livemode: event.livemode },
    account: event.account ?? null,
    createdAt: new Date(event.created * 1_000),
    stripeCustomerId: customerOfObject(event.data.object),
  };
}

function readThin(client: Stripe, raw: Buffer, signature: string, secret: string): PostedEvent {
  const event = client.parseEventNotification(raw, signature, secret, TOLERANCE_SECONDS);
  return {
    ...{ id: event.id, type: event.type, thin: true, livemode: event.livemode },
    account: event.context?.toString() || null,
    createdAt: new Date(event.created),
    stripeCustomerId: null,
  };
}

const reference = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const concerned = z.union([
  z.object({ object: z.literal("customer"), id: z.string() }).transform(({ id }) => id),
  z.object({ customer: reference }).transform(({ customer }) => customer),
]);

/** The customer that an object is of, or is itself. */
const customerOfObject = (object: unknown): string | null => concerned.safeParse(object).data ?? null;

const otherKind = (kind: WebhookKind) =>
  new AppError(
    "bad_request",
    kind === "thin"
      ? "This is no thin event. Point this webhook at /api/stripe/webhook."
      : "This is no event with its contents. Point the destination of thin events at /api/stripe/thin.",
  );

const refused = (error: unknown) =>
  new AppError(
    "bad_request",
    error instanceof Error && error.message.includes("tolerance")
      ? "This was signed more than five minutes ago. Have it sent again from the dashboard of Stripe, and look at this server's clock."
      : "The signature does not fit the body. It is made with the secret of the webhook that posts here, over the body as it was sent.",
  );

import Stripe from "stripe";
import { AppError } from "../../domain/errors";
import { logger } from "../../logger";
import { requireStripe } from "../stripe-client";

/** Asks Stripe for something a person waits for. What goes wrong is said in words that tell what to do about it. */
export async function askStripe<T>(ask: (client: Stripe) => Promise<T>): Promise<T> {
  const client = requireStripe();
  try {
    return await ask(client);
  } catch (error) {
    throw error instanceof Stripe.errors.StripeError ? problemOf(error) : error;
  }
}

function problemOf(error: Stripe.errors.StripeError): AppError {
  const { errors } = Stripe;
  if (error instanceof errors.StripeCardError) return declined(error);
  if (error instanceof errors.StripeRateLimitError)
    return new AppError(
      "rate_limited",
      "Stripe is asked too much at once and did nothing. Try again in a few seconds.",
      { retryAfterSeconds: 5 },
    );
  // What it said is for whoever runs the server; it holds ids, no secret.
  logger.warn(
    { stripe: { type: error.type, code: error.code, param: error.param, requestId: error.requestId } },
    `stripe refused: ${error.message}`,
  );
  if (error instanceof errors.StripeAuthenticationError || error instanceof errors.StripePermissionError)
    return new AppError(
      "unavailable",
      "Stripe does not take this server's key, so nothing was changed. Whoever runs it checks STRIPE_SECRET_KEY.",
    );
  if (error instanceof errors.StripeIdempotencyError)
    return new AppError(
      "conflict",
      "The same click asked for something else before. Reload the page, then choose again.",
    );
  if (error instanceof errors.StripeInvalidRequestError) return refused(error);
  return new AppError(
    "unavailable",
    "Stripe does not answer. Nothing was changed here: try again in a moment; nothing is bought twice.",
  );
}

const declined = ({ message }: Stripe.errors.StripeCardError) =>
  new AppError(
    "payment_required",
    `The card was not charged: ${sentence(message)} The plan is what it was. Use another card under “Payment method”, then try again.`,
  );

function refused({ code, param }: Stripe.errors.StripeInvalidRequestError): AppError {
  if (code === "resource_missing" && param === "customer")
    return new AppError(
      "conflict",
      "Stripe does not know this workspace's customer any more, so nothing was changed. Refresh this page, then choose a plan again.",
    );
  if (code === "resource_missing" || code === "lock_timeout")
    return new AppError(
      "conflict",
      "This changed at Stripe a moment ago, so nothing was done. Refresh this page, then try again.",
    );
  return new AppError(
    "unavailable",
    "Stripe refused this, and nothing was changed. Refresh this page and try again; whoever runs this server finds the reason in its log.",
  );
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

import { ActionError } from "@/server/domain/errors";
import { LIMITS } from "@/server/domain/flow";
import { webhookSecretSchema, webhookSettingsSchema } from "@/server/domain/webhook-settings";
import type { OpenConnection } from "../connection";
import { guardedFetch, type OutgoingResponse } from "../guarded-fetch";
import { OutgoingFailure } from "../outgoing-failure";
import { retryAfterMs } from "../retry-after";
import { signWebhook } from "../sign-webhook";

export type WebhookEvent = {
  /** The same for every attempt: a receiver drops what it has seen. */
  id: string;
  type: string;
  /** When it happened. */
  happenedAt: Date;
  data: unknown;
};

const TIMEOUT_MS = 20_000;

/**
 * One delivery as Standard Webhooks describes it: POST, signed, an answer of 200 to 299 within 20 seconds. A redirect is
 * none: what is signed is for its receiver alone.
 */
export async function deliverWebhook(
  { settings, secret }: Pick<OpenConnection, "settings" | "secret">,
  event: WebhookEvent,
  { at, signal }: { at: Date; signal: AbortSignal },
): Promise<{ status: number; url: string }> {
  const { url } = webhookSettingsSchema.parse(settings);
  const timestamp = event.happenedAt.toISOString();
  const body = JSON.stringify({ type: event.type, timestamp, data: event.data ?? {} });
  if (Buffer.byteLength(body) > LIMITS.payloadBytes)
    throw new ActionError(
      "too_large",
      "Webhook not sent: it is larger than 512 KB. Send a reference to the data instead.",
    );
  const response = await guardedFetch({
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      ...signWebhook(secretsAt(secret(), at), { ...event, at, body }),
    },
    body,
    timeoutMs: TIMEOUT_MS,
    signal,
    maxRedirects: 0,
  }).catch((failure: unknown) => {
    throw failure instanceof OutgoingFailure ? notDelivered(failure) : failure;
  });
  if (response.status < 200 || response.status > 299) throw refused(response, at);
  return { status: response.status, url };
}

/** The present one, and the one before it for as long as receivers may still have that. */
function secretsAt(sealed: Record<string, unknown>, at: Date): string[] {
  const { secret, previous } = webhookSecretSchema.parse(sealed);
  return previous && new Date(previous.until) > at ? [secret, previous.secret] : [secret];
}

/** Whatever arrived, arrives under the same id again: the receiver drops the repeat. */
const notDelivered = ({ reason, message }: OutgoingFailure): ActionError =>
  new ActionError(reason, `Webhook not delivered: ${message.replace(/\.$/, "")}. Check the endpoint.`, {
    retryable: reason === "not_reached" || reason === "interrupted" || reason === "timeout",
  });

function refused({ status, statusText, headers, url }: OutgoingResponse, at: Date): ActionError {
  const { host } = new URL(url);
  const way =
    status === 410
      ? ". The endpoint is gone: remove the connection, or give it another address"
      : status >= 300 && status < 400
        ? ". A webhook follows no redirect: enter the address it leads to"
        : "";
  return new ActionError(
    `http_${status}`,
    `Webhook not delivered: ${host} answered ${status}${statusText && ` ${statusText}`}${way}.`,
    {
      retryable: status === 408 || status === 425 || status === 429 || status >= 500,
      retryAfterMs: retryAfterMs(headers["retry-after"], at),
    },
  );
}

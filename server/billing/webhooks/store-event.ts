import { now } from "../../db/clock";
import { pool } from "../../db/pool";
import { logger } from "../../logger";
import { isLiveMode } from "../stripe-client";
import type { PostedEvent } from "./read-webhook";

/** Until then whoever took the event handles it; afterwards anybody does. */
const OWN_TIME_MS = 60_000;

export type Stored = {
  /** It waits to be handled. */
  isOpen: boolean;
  ignored: string | null;
};

/** Writes an event down once, however often it is posted. What is none of ours is written down as done, with the reason. */
export async function storeEvent(event: PostedEvent): Promise<Stored> {
  const at = now();
  const ignored = whyIgnored(event);
  if (ignored)
    logger.warn({ event: event.id, type: event.type }, `an event of Stripe is ignored: ${ignored}`);
  const { rows } = await pool().query<{ isOpen: boolean }>(
    `insert into stripe_events as known (id, type, thin, stripe_customer_id, livemode, created_at, received_at, next_attempt_at, handled_at, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do update set deliveries = known.deliveries + 1
     returning handled_at is null as "isOpen"`,
    [
      ...[event.id, event.type, event.thin, event.stripeCustomerId, event.livemode, event.createdAt, at],
      ...[new Date(at.getTime() + OWN_TIME_MS), ignored ? at : null, ignored ?? ""],
    ],
  );
  return { isOpen: rows[0]?.isOpen ?? false, ignored };
}

function whyIgnored({ livemode, account }: PostedEvent): string | null {
  if (livemode !== isLiveMode())
    return livemode
      ? "it is of the live mode, and the key of this server is one of the test mode"
      : "it is of the test mode, and the key of this server is one of the live mode";
  return account ? `it is of another account (${account})` : null;
}

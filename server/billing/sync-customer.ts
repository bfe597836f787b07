import type Stripe from "stripe";
import { now } from "../db/clock";
import { pool } from "../db/pool";
import { mintWorkspaceId } from "../domain/workspace";
import { mailMembers } from "../engine/mail-members";
import { forgetWorkspaceFacts } from "../engine/workspace-facts";
import { logger } from "../logger";
import { billingPeople } from "../records/billing-people";
import { requireStripe } from "./stripe-client";
import { isResourceMissing } from "./stripe-failure";
import { applySubscription } from "./sync/apply-subscription";
import { withCustomerLock } from "./sync/customer-lock";
import { forgetCustomer } from "./sync/forget-customer";
import { readSubscription } from "./sync/read-subscription";
import { isLive } from "./sync/subscription-state";

/** `unknown`: no workspace of ours has this customer. */
export type Synced = "synced" | "unknown";

/** Of one customer: what is under way, and what was asked for meanwhile. */
type Line = { running: Promise<Synced>; next: Promise<Synced> | null };

const lines = new Map<string, Line>();

/**
 * Reads a customer's subscription and invoices from Stripe and brings the workspace in line with them. Everything goes
 * through here: webhooks, the nightly pass, coming back from the checkout. Nothing is taken from an event, so that order
 * and repetition do not matter (docs/decisions/stripe-state-is-read-again.md). Whoever asks while one is under way gets
 * the next one, which begins after the question.
 */
export function syncCustomer(stripeCustomerId: string): Promise<Synced> {
  const line = lines.get(stripeCustomerId);
  if (line) {
    line.next ??= line.running
      .catch(() => {})
      .then(() => {
        line.next = null;
        return begin(stripeCustomerId, line);
      });
    return line.next;
  }
  const made: Line = { running: Promise.resolve("synced"), next: null };
  lines.set(stripeCustomerId, made);
  return begin(stripeCustomerId, made);
}

function begin(customerId: string, line: Line): Promise<Synced> {
  line.running = withCustomerLock(customerId, () => sync(customerId)).finally(() => {
    if (!line.next) lines.delete(customerId);
  });
  return line.running;
}

async function sync(customerId: string): Promise<Synced> {
  const known = await readAccount(customerId);
  if (!known) return "unknown";
  const workspaceId = mintWorkspaceId(known.workspaceId);
  const client = requireStripe();
  const at = now();
  const { state, several } = await read(client, customerId, { ...known, at });
  if (several)
    logger.error(
      { workspaceId, customer: customerId, subscription: state?.id },
      "this customer has several subscriptions at Stripe; one counts, the others are paid for nothing: cancel them there",
    );
  if (state && !state.plan)
    logger.error(
      { workspaceId, subscription: state.id },
      "the prices of this subscription are none of ours; the workspace keeps its plan. Give its fee the metadata baton_plan",
    );
  const told = await applySubscription(workspaceId, state, at);
  // A slow mail server holds up nothing.
  if (told) void mailMembers(workspaceId, billingPeople(pool(), workspaceId), told);
  if ((!state || !isLive(state)) && (await isDeleted(client, customerId)))
    await forgetCustomer(workspaceId, customerId);
  forgetWorkspaceFacts(workspaceId);
  return "synced";
}

/** A deleted customer has no subscription. One that Stripe does not know at all is a wrong key: nobody loses a plan for that. */
async function read(client: Stripe, customerId: string, known: Parameters<typeof readSubscription>[2]) {
  try {
    return await readSubscription(client, customerId, known);
  } catch (error) {
    if (isResourceMissing(error) && (await isDeleted(client, customerId)))
      return { state: null, several: false };
    throw error;
  }
}

const isDeleted = async (client: Stripe, customerId: string): Promise<boolean> =>
  (await client.customers.retrieve(customerId)).deleted === true;

async function readAccount(customerId: string) {
  const { rows } = await pool().query<{
    workspaceId: string;
    subscriptionId: string | null;
    pastDueSince: Date | null;
  }>(
    `select workspace_id as "workspaceId", subscription_id as "subscriptionId", past_due_since as "pastDueSince"
     from billing_accounts where stripe_customer_id = $1`,
    [customerId],
  );
  return rows[0];
}

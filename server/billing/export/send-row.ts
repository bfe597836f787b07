import { now } from "../../db/clock";
import { formatTokens } from "../../domain/usage";
import { logger } from "../../logger";
import { beginTry, deliveredThatDay, dropEmpty, type OutboxRow, writeRow } from "./outbox-row";
import type { Delivery, UsageSink } from "./usage-sink";

/** Stripe remembers identifiers and idempotency keys for a day: what is nearly as old is looked up instead of sent again. */
const REMEMBERED_MS = 23 * 3_600_000;
/** Events of a meter may be 35 days old; some hours less, for a queue in front of it. */
const TOO_OLD_MS = (35 * 24 - 6) * 3_600_000;
/** Sums are some minutes behind; after this they are not. */
const SETTLED_MS = 3_600_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** done: the next row may go. later: this one waits, and those behind it. busy: so does everybody. */
export type Sent = "done" | "later" | "silent" | "busy";

/** One row, as far as it can be taken now. docs/decisions/usage-export.md has the table of what may come back. */
export async function sendRow(sink: UsageSink, row: OutboxRow): Promise<Sent> {
  if (row.value === 0 && row.attempts === 0) return (await dropEmpty(row.identifier)) ? "done" : "later";
  const { customer } = row;
  if (!customer) return fail(row, "The customer of this workspace does not exist at Stripe any more.", null);
  try {
    if (row.status === "late") return await bill(sink, row, customer);
    const age = now().getTime() - row.occurredAt.getTime();
    const late = age > TOO_OLD_MS || (isOver(row) && !(await sink.takesPeriod(customer, row.periodEndsAt)));
    const { triedAt } = row;
    if (triedAt && (late || now().getTime() - triedAt.getTime() >= REMEMBERED_MS)) {
      const found = await lookUp(sink, { ...row, triedAt }, customer);
      if (found) return found;
    }
    return late ? await becomeLate(row) : await send(sink, row, customer);
  } catch (error) {
    // Asking back failed, or something of ours did: nothing was sent by that.
    return wait(row, error instanceof Error ? error.message : String(error), { outcome: "silent" });
  }
}

const isOver = ({ periodEndsAt }: OutboxRow) => periodEndsAt.getTime() <= now().getTime();

async function send(sink: UsageSink, row: OutboxRow, customer: string): Promise<Sent> {
  const { value, attempts, triedBefore } = await beginTry(row);
  return settle(
    { ...row, attempts, triedAt: triedBefore },
    await sink.send({
      ...{ identifier: row.identifier, customer, meter: row.meter },
      ...{ milliTokens: value, at: row.occurredAt },
    }),
  );
}

async function settle(row: OutboxRow, delivery: Delivery): Promise<Sent> {
  if (delivery.outcome === "delivered") {
    const { requestId, duplicate } = delivery;
    const late = row.status === "late";
    const error = late ? "Put on the next invoice." : null;
    const status = late ? "late" : duplicate ? "duplicate" : "sent";
    await writeRow(row.identifier, { status, settled: true, requestId, error });
    return "done";
  }
  if (delivery.outcome === "refused") return fail(row, delivery.cause, delivery.requestId);
  if (delivery.outcome === "unknown") return wait(row, delivery.cause, { outcome: "silent" });
  const { cause, retryAfterMs } = delivery;
  return wait(row, cause, { outcome: "busy", retryAfterMs });
}

async function fail(row: OutboxRow, error: string, requestId: string | null): Promise<Sent> {
  await writeRow(row.identifier, { status: "failed", settled: true, error, requestId });
  logger.error(
    { workspaceId: row.workspaceId, identifier: row.identifier, milliTokens: row.value, error },
    "usage could not be reported; the reconciliation lists it, and sends it again when told so",
  );
  return "done";
}

type Wait = { outcome: "silent" } | { outcome: "busy"; retryAfterMs: number | null };

/** Twice as long each time, not all at once, and not before the other side wants it. */
async function wait(row: OutboxRow, error: string, why: Wait): Promise<Sent> {
  const grown = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(row.attempts, 16));
  const asked = why.outcome === "busy" ? (why.retryAfterMs ?? 0) : 0;
  const ms = Math.max(asked, grown * (0.5 + Math.random() / 2));
  await writeRow(row.identifier, {
    nextAt: new Date(now().getTime() + ms),
    error,
    // Refused before it was looked at: it is as if it had not been sent this time.
    ...(why.outcome === "busy" && { triedAt: row.triedAt }),
  });
  return why.outcome;
}

/** Whether a try that got no answer went through. Null: it did not. */
async function lookUp(
  sink: UsageSink,
  row: OutboxRow & { triedAt: Date },
  customer: string,
): Promise<Sent | null> {
  const settledAt = row.triedAt.getTime() + SETTLED_MS;
  if (now().getTime() < settledAt) {
    await writeRow(row.identifier, { nextAt: new Date(settledAt) });
    return "later";
  }
  const day = row.occurredAt.toISOString().slice(0, 10);
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + 86_400_000);
  const there = (await sink.sums({ customer, meter: row.meter, from, to })).get(day) ?? 0;
  const accounted = await deliveredThatDay(row);
  if (there === accounted + row.value) {
    await writeRow(row.identifier, { status: "sent", settled: true, error: "Found there." });
    return "done";
  }
  if (there === accounted) {
    await writeRow(row.identifier, { triedAt: null });
    return null;
  }
  return fail(
    row,
    `Stripe knows ${formatTokens(there)} tokens of ${day}, of which ${formatTokens(accounted)} are accounted for: whether these ${formatTokens(row.value)} are among them cannot be told, so they are not sent again.`,
    null,
  );
}

async function becomeLate(row: OutboxRow): Promise<Sent> {
  await writeRow(row.identifier, { status: "late", triedAt: null, nextAt: now() });
  logger.warn(
    { workspaceId: row.workspaceId, identifier: row.identifier, milliTokens: row.value },
    "usage came too late for the invoice of its period",
  );
  return "done";
}

/** Onto the next invoice, at the rate it was used at. */
async function bill(sink: UsageSink, row: OutboxRow, customer: string): Promise<Sent> {
  const writeOff = whyWrittenOff(row);
  if (writeOff) {
    await writeRow(row.identifier, { settled: true, error: writeOff });
    return "done";
  }
  const { attempts, value, triedBefore } = await beginTry(row);
  const verb = value < 0 ? "given back of" : "of overage in";
  return settle(
    { ...row, attempts, triedAt: triedBefore },
    await sink.addToNextInvoice({
      ...{ identifier: row.identifier, customer, milliTokens: value, rateMicroDollars: row.rate ?? 0 },
      text: `${formatTokens(Math.abs(value))} tokens ${verb} the period from ${row.period}`,
      triedAt: triedBefore,
    }),
  );
}

function whyWrittenOff({ meter, rate, subscribed, triedAt }: OutboxRow): string | null {
  if (meter === "tokens" || !rate)
    return "Its period was closed at Stripe. There is no charge for it, so it was written off.";
  if (!subscribed && !triedAt)
    return "Its period was closed at Stripe, and without a subscription there is no next invoice: it was written off.";
  return null;
}

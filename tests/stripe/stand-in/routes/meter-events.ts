import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { type Route, route } from "../http/route";
import { DAY } from "../life/invoice-life";
import type { Meter } from "../state";
import { refused, StripeFailure } from "../stripe-failure";
import { reportMeterError } from "../webhooks/meter-error";
import type { World } from "../world";

const eventInput = z.strictObject({
  event_name: z.string().max(100),
  payload: z.record(z.string(), z.string()),
  identifier: z.string().max(100).optional(),
  timestamp: z.number().int().optional(),
});
const adjustmentInput = z.strictObject({
  event_name: z.string(),
  type: z.literal("cancel"),
  cancel: z.strictObject({ identifier: z.string() }),
});

/**
 * Meter events: https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api. Whole numbers of at
 * most 15 digits, not older than 35 days and not further ahead than 5 minutes, one call at a time per customer and
 * meter. A repeated identifier is refused and says that a repeat is of no use.
 */
export const meterEventRoutes: Route[] = [
  route("POST", "/v1/billing/meter_events", eventInput, async (world, input) => {
    const meter = [...world.meters.values()].find(
      ({ active, eventName }) => active && eventName === input.event_name,
    );
    if (!meter)
      throw refused(`No active meter found for event name ${input.event_name}.`, "event_name", "no_meter");
    const customer = input.payload[meter.customerKey];
    if (!customer)
      throw refused(`The payload has no ${meter.customerKey}.`, "payload", "meter_event_no_customer_defined");
    return oneAtATime(world, `${customer} ${meter.id}`, () => accept(world, meter, customer, input));
  }),
  route("POST", "/v1/billing/meter_event_adjustments", adjustmentInput, (world, input) => {
    const event = world.meterEvent(input.cancel.identifier);
    if (!event)
      throw refused(
        `No event with identifier ${input.cancel.identifier}.`,
        "cancel[identifier]",
        "resource_missing",
      );
    if (world.now() - event.created > DAY)
      throw refused("A meter event can be canceled within 24 hours of receiving it.", "cancel[identifier]");
    event.canceled = true;
    return {
      object: "billing.meter_event_adjustment",
      cancel: { identifier: event.identifier },
      event_name: event.eventName,
      livemode: false,
      status: "complete",
      type: "cancel",
    };
  }),
];

const busy = new WeakMap<World, Set<string>>();

async function oneAtATime<T>(world: World, key: string, work: () => T): Promise<T> {
  const keys = busy.get(world) ?? new Set();
  busy.set(world, keys);
  if (keys.has(key))
    throw new StripeFailure(429, "Another request for this customer and meter is being processed.", {
      code: "lock_timeout",
    });
  keys.add(key);
  try {
    await wait(world.busyMs);
    return work();
  } finally {
    keys.delete(key);
  }
}

function accept(world: World, meter: Meter, customer: string, input: z.output<typeof eventInput>) {
  const now = world.now();
  const timestamp = input.timestamp ?? now;
  const identifier = input.identifier ?? randomUUID();
  const value = amountUsed(meter, input.payload);
  if (timestamp < now - 35 * DAY)
    throw refused(
      "Timestamp must be within the past 35 calendar days.",
      "timestamp",
      "timestamp_too_far_in_past",
    );
  if (timestamp > now + 300)
    throw refused(
      "Timestamp must not be more than 5 minutes in the future.",
      "timestamp",
      "timestamp_in_future",
    );
  // Uniqueness is promised for a rolling 24 hours "at least"; what is sent again later is the sender's fault.
  const known = world.meterEvent(identifier);
  if (known && now - known.created <= DAY)
    throw new StripeFailure(400, `An event already exists with identifier ${identifier}.`, {
      param: "identifier",
      shouldRetry: false,
    });
  const event = {
    identifier,
    eventName: meter.eventName,
    customer,
    value,
    timestamp,
    created: now,
    canceled: false,
  };
  if (world.customers.get(customer)?.deleted === false) world.addMeterEvent(event);
  else reportMeterError(world, meter, event);
  return {
    object: "billing.meter_event",
    created: now,
    event_name: input.event_name,
    identifier,
    livemode: false,
    payload: input.payload,
    timestamp,
  };
}

function amountUsed(meter: Meter, payload: Record<string, string>): number {
  const text = payload[meter.valueKey];
  if (meter.formula === "count" && text === undefined) return 1;
  if (text === undefined || !/^-?\d+$/.test(text))
    throw refused(
      `The value of ${meter.valueKey} must be a whole number.`,
      "payload",
      "meter_event_invalid_value",
    );
  if (text.replace("-", "").length > 15)
    throw refused("The value has more than 15 digits.", "payload", "meter_event_value_too_many_digits");
  return Number(text);
}

import type { MeterEvent } from "./state";
import type { World } from "./world";

/** A customer's usage of a meter in [from, to), as Stripe adds it up: by the events' own timestamps. */
export function usageBetween(
  world: World,
  meterId: string,
  customer: string,
  from: number,
  to: number,
): number {
  const meter = world.meter(meterId);
  const events = world
    .usageOf(meter.eventName, customer)
    .filter(({ canceled, timestamp }) => !canceled && timestamp >= from && timestamp < to);
  if (meter.formula === "count") return events.length;
  return meter.formula === "last" ? (latest(events)?.value ?? 0) : sum(events);
}

const sum = (events: MeterEvent[]) => events.reduce((total, { value }) => total + value, 0);

const latest = (events: MeterEvent[]) => events.toSorted((a, b) => a.timestamp - b.timestamp).at(-1);

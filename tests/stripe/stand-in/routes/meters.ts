import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { meterObject } from "../objects/catalogue-objects";
import type { Meter } from "../state";
import { refused } from "../stripe-failure";
import { usageBetween } from "../usage";
import type { World } from "../world";
import { newestFirst, nothing } from "./inputs";

const createInput = z.strictObject({
  display_name: z.string(),
  event_name: z.string().max(100),
  default_aggregation: z.strictObject({ formula: z.enum(["sum", "count", "last"]) }),
  customer_mapping: z.strictObject({ event_payload_key: z.string(), type: z.literal("by_id") }).optional(),
  value_settings: z.strictObject({ event_payload_key: z.string() }).optional(),
});
const summaryInput = z.strictObject({
  customer: z.string(),
  start_time: z.number().int(),
  end_time: z.number().int(),
  value_grouping_window: z.enum(["day", "hour"]).optional(),
});
const WINDOW = { minute: 60, hour: 3600, day: 86_400 };

export const meterRoutes: Route[] = [
  route("POST", "/v1/billing/meters", createInput, (world, input) => {
    refuseTaken(world, input.event_name);
    const meter: Meter = {
      id: world.id("mtr"),
      created: world.now(),
      updated: world.now(),
      displayName: input.display_name,
      eventName: input.event_name,
      formula: input.default_aggregation.formula,
      customerKey: input.customer_mapping?.event_payload_key ?? "stripe_customer_id",
      valueKey: input.value_settings?.event_payload_key ?? "value",
      active: true,
      deactivatedAt: null,
    };
    world.meters.set(meter.id, meter);
    return meterObject(meter);
  }),
  route("GET", "/v1/billing/meters/{id}", nothing, (world, _, id) => meterObject(world.meter(id))),
  // Nothing but the name shown can be changed, which the description says by knowing no other parameter.
  route(
    "POST",
    "/v1/billing/meters/{id}",
    z.strictObject({ display_name: z.string().optional() }),
    (world, input, id) => {
      const meter = world.meter(id);
      meter.displayName = input.display_name ?? meter.displayName;
      meter.updated = world.now();
      return meterObject(meter);
    },
  ),
  route("POST", "/v1/billing/meters/{id}/deactivate", nothing, (world, _, id) => {
    const meter = world.meter(id);
    if (!meter.active) throw refused("This meter is already inactive.");
    meter.active = false;
    meter.deactivatedAt = world.now();
    return meterObject(meter);
  }),
  route("POST", "/v1/billing/meters/{id}/reactivate", nothing, (world, _, id) => {
    const meter = world.meter(id);
    refuseTaken(world, meter.eventName);
    meter.active = true;
    meter.deactivatedAt = null;
    return meterObject(meter);
  }),
  listRoute(
    "/v1/billing/meters",
    z.strictObject({ status: z.enum(["active", "inactive"]).optional() }),
    (world, input) =>
      newestFirst(world.meters)
        .filter(({ active }) => !input.status || (input.status === "active") === active)
        .map(meterObject),
  ),
  listRoute("/v1/billing/meters/{id}/event_summaries", summaryInput, (world, input, id) => {
    const meter = world.meter(id);
    const customer = world.customer(input.customer).id;
    return windows(input)
      .map(([from, to]) => ({
        id: `mtrusg_${meter.id}_${customer}_${from}`,
        object: "billing.meter_event_summary",
        aggregated_value: usageBetween(world, meter.id, customer, from, to),
        end_time: to,
        livemode: false,
        meter: meter.id,
        start_time: from,
      }))
      .reverse();
  }),
];

/** Times are aligned to minutes, or to the grouping's hours or UTC days; without grouping there is one sum. */
function windows({
  start_time: start,
  end_time: end,
  value_grouping_window: by,
}: z.output<typeof summaryInput>) {
  const step = WINDOW[by ?? "minute"];
  for (const [name, time] of [
    ["start_time", start],
    ["end_time", end],
  ] as const)
    if (time % step) throw refused(`\`${name}\` must be aligned with ${by ?? "minute"} boundaries.`, name);
  if (end <= start) throw refused("`end_time` must be after `start_time`.", "end_time");
  if (!by) return [[start, end] as const];
  return Array.from(
    { length: (end - start) / step },
    (_, at) => [start + at * step, start + (at + 1) * step] as const,
  );
}

/** One active meter per event name. */
function refuseTaken(world: World, eventName: string): void {
  const taken = [...world.meters.values()].find((meter) => meter.active && meter.eventName === eventName);
  if (taken)
    throw refused(
      `There is already an active meter with event name ${eventName}: ${taken.id}.`,
      "event_name",
    );
}

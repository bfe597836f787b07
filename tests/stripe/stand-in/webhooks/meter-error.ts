import type { Json } from "../json";
import type { Meter, MeterEvent } from "../state";
import type { World } from "../world";

const TYPE = "v1.billing.meter.error_report_triggered";

/**
 * A usage event that was accepted and turned out to be invalid is reported by a thin event: it names its meter,
 * and the reasons are fetched (https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api).
 */
export function reportMeterError(world: World, meter: Meter, event: MeterEvent): void {
  const notification = {
    id: world.id("evt"),
    object: "v2.core.event",
    created: iso(world.now()),
    livemode: false,
    related_object: {
      id: meter.id,
      type: "billing.meter",
      url: `/v1/billing/meters/${meter.id}`,
    },
    type: TYPE,
  };
  world.thinEvents.set(notification.id, { ...notification, data: reasons(event, world.now()) });
  world.record({
    id: notification.id,
    type: TYPE,
    created: world.now(),
    thin: true,
    payload: JSON.stringify(notification),
  });
}

function reasons(event: MeterEvent, now: number): Json {
  return {
    developer_message_summary: "There is 1 invalid event",
    reason: {
      error_count: 1,
      error_types: [
        {
          code: "meter_event_customer_not_found",
          error_count: 1,
          sample_errors: [
            {
              error_message: `The customer ${event.customer} does not exist.`,
              request: { identifier: event.identifier },
            },
          ],
        },
      ],
    },
    validation_start: iso(now - 60),
    validation_end: iso(now),
  };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

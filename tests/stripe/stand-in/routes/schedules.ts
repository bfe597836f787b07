import { DateTime } from "luxon";
import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { detach, releaseSchedule } from "../life/schedule-life";
import { endSubscription } from "../life/subscription-life";
import { scheduleObject, subscriptionObject } from "../objects/subscription-object";
import type { Phase, Schedule } from "../state";
import { refused } from "../stripe-failure";
import type { World } from "../world";
import { mergedMetadata, metadata, metadataChange, newestFirst, nothing } from "./inputs";

const prorationBehavior = z.enum(["always_invoice", "create_prorations", "none"]);
const phaseInput = z.strictObject({
  items: z.array(z.strictObject({ price: z.string(), quantity: z.number().int().optional() })),
  start_date: z.union([z.literal("now"), z.number()]).optional(),
  end_date: z.union([z.literal("now"), z.number()]).optional(),
  duration: z
    .strictObject({
      interval: z.enum(["day", "week", "month", "year"]),
      interval_count: z.number().int().default(1),
    })
    .optional(),
  proration_behavior: prorationBehavior.optional(),
  metadata: metadata.optional(),
});
const createInput = z.strictObject({ from_subscription: z.string() });
const updateInput = z.strictObject({
  phases: z.array(phaseInput).optional(),
  end_behavior: z.enum(["release", "cancel"]).optional(),
  proration_behavior: prorationBehavior.optional(),
  metadata: metadataChange.optional(),
});
const cancelInput = z.strictObject({ invoice_now: z.boolean().optional(), prorate: z.boolean().optional() });
const releaseInput = z.strictObject({ preserve_cancel_date: z.boolean().optional() });

/** https://docs.stripe.com/billing/subscriptions/subscription-schedules: phases of a subscription that exists. */
export const scheduleRoutes: Route[] = [
  route("POST", "/v1/subscription_schedules", createInput, (world, input) => {
    const subscription = world.subscription(input.from_subscription, "from_subscription");
    if (subscription.schedule)
      throw refused(
        `You cannot migrate a subscription that is already attached to a schedule: \`${subscription.schedule}\`.`,
        "from_subscription",
      );
    if (subscription.endedAt)
      throw refused("You cannot migrate a subscription that has ended.", "from_subscription");
    const [first] = subscription.items;
    const now = world.now();
    const schedule: Schedule = {
      id: world.id("sub_sched"),
      created: now,
      customer: subscription.customer,
      subscription: subscription.id,
      releasedSubscription: null,
      status: "active",
      endBehavior: "release",
      phases: [
        {
          startDate: first?.periodStart ?? now,
          endDate: first?.periodEnd ?? now,
          items: subscription.items.map(({ price, quantity }) => ({ price, quantity })),
          prorationBehavior: "create_prorations",
          metadata: {},
        },
      ],
      phaseSince: first?.periodStart ?? now,
      metadata: {},
      releasedAt: null,
      canceledAt: null,
      completedAt: null,
    };
    world.schedules.set(schedule.id, schedule);
    subscription.schedule = schedule.id;
    const object = scheduleObject(world, schedule);
    world.emit("subscription_schedule.created", object);
    world.emit("customer.subscription.updated", subscriptionObject(world, subscription), { schedule: null });
    return object;
  }),
  route("GET", "/v1/subscription_schedules/{id}", nothing, (world, _, id) =>
    scheduleObject(world, world.schedule(id)),
  ),
  listRoute(
    "/v1/subscription_schedules",
    z.strictObject({ customer: z.string().optional() }),
    (world, input) =>
      newestFirst(world.schedules)
        .filter(({ customer }) => !input.customer || customer === input.customer)
        .map((schedule) => scheduleObject(world, schedule)),
  ),
  route("POST", "/v1/subscription_schedules/{id}", updateInput, (world, input, id) => {
    const schedule = active(world, id, "updated");
    if (input.phases) schedule.phases = phasesOf(world, schedule, input.phases);
    schedule.endBehavior = input.end_behavior ?? schedule.endBehavior;
    schedule.metadata = mergedMetadata(schedule.metadata, input.metadata);
    const object = scheduleObject(world, schedule);
    world.emit("subscription_schedule.updated", object, {});
    return object;
  }),
  route("POST", "/v1/subscription_schedules/{id}/release", releaseInput, (world, _, id) => {
    const schedule = active(world, id, "released");
    releaseSchedule(world, schedule);
    return scheduleObject(world, schedule);
  }),
  route("POST", "/v1/subscription_schedules/{id}/cancel", cancelInput, (world, _, id) => {
    const schedule = active(world, id, "canceled");
    const subscription = schedule.subscription ? world.subscription(schedule.subscription) : null;
    schedule.status = "canceled";
    schedule.canceledAt = world.now();
    detach(world, schedule);
    if (subscription) endSubscription(world, subscription, "cancellation_requested");
    world.emit("subscription_schedule.canceled", scheduleObject(world, schedule));
    return scheduleObject(world, schedule);
  }),
];

function active(world: World, id: string, verb: string): Schedule {
  const schedule = world.schedule(id);
  if (schedule.status === "active") return schedule;
  throw refused(
    `This subscription schedule cannot be ${verb} because it is in the \`${schedule.status}\` status. Only subscription schedules in the \`not_started\` and \`active\` statuses can be ${verb}.`,
  );
}

/** Each phase begins where the one before it ends; the first must be the one that is going on. */
function phasesOf(world: World, schedule: Schedule, given: z.output<typeof phaseInput>[]): Phase[] {
  const current = schedule.phases.find(({ startDate }) => startDate === schedule.phaseSince);
  const [first] = given;
  if (!first) throw refused("You must pass at least one phase.", "phases");
  if (current && first.start_date !== current.startDate)
    throw refused("You can not modify the start date of the current phase.", "phases[0][start_date]");
  const phases: Phase[] = [];
  for (const phase of given) {
    const start = phases.at(-1)?.endDate ?? instant(world, phase.start_date ?? world.now());
    const startsElsewhere = phase.start_date !== undefined && instant(world, phase.start_date) !== start;
    if (startsElsewhere) throw refused("Phases must be contiguous.", "phases");
    const end =
      phase.end_date === undefined ? afterDuration(start, phase.duration) : instant(world, phase.end_date);
    if (end <= start) throw refused("The end date of a phase must be after its start date.", "phases");
    phases.push({
      startDate: start,
      endDate: end,
      items: phase.items.map(({ price, quantity }) => ({ price: world.price(price).id, quantity })),
      prorationBehavior: phase.proration_behavior ?? "create_prorations",
      metadata: phase.metadata ?? {},
    });
  }
  return phases;
}

const instant = (world: World, given: "now" | number) => (given === "now" ? world.now() : given);

function afterDuration(start: number, duration: z.output<typeof phaseInput>["duration"]): number {
  const { interval, interval_count: count } = duration ?? { interval: "month", interval_count: 1 };
  return DateTime.fromSeconds(start, { zone: "utc" })
    .plus({ [interval]: count })
    .toUnixInteger();
}

import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import { missing } from "../stripe-failure";
import { created, isWithin, nothing } from "./inputs";

const listInput = z.strictObject({
  type: z.string().optional(),
  types: z.array(z.string()).optional(),
  created: created.optional(),
});

/** Events of the last days can be asked for again, as they were sent. */
export const eventRoutes: Route[] = [
  listRoute("/v1/events", listInput, (world, input) =>
    world.events
      .filter((event) => !event.thin && isWithin(event.created, input.created))
      .filter(({ type }) => !input.type || type === input.type)
      .filter(({ type }) => !input.types || input.types.includes(type))
      .map(({ payload }) => JSON.parse(payload))
      .reverse(),
  ),
  route("GET", "/v1/events/{id}", nothing, (world, _, id) => {
    const event = world.events.find((each) => each.id === id && !each.thin);
    if (!event) throw missing("event", id);
    return JSON.parse(event.payload);
  }),
  route("GET", "/v2/core/events/{id}", nothing, (world, _, id) => {
    const event = world.thinEvents.get(id);
    if (!event) throw missing("event", id);
    return event;
  }),
];

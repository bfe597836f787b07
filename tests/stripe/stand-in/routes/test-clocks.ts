import * as z from "zod";
import { listRoute, type Route, route } from "../http/route";
import type { JsonObject } from "../json";
import { DAY } from "../life/invoice-life";
import type { TestClock } from "../state";
import { missing, refused } from "../stripe-failure";
import type { World } from "../world";
import { newestFirst, nothing } from "./inputs";

const createInput = z.strictObject({ frozen_time: z.number().int(), name: z.string().optional() });

/** https://docs.stripe.com/billing/testing/test-clocks, but all of them show the one clock of the stand-in. */
export const testClockRoutes: Route[] = [
  route("POST", "/v1/test_helpers/test_clocks", createInput, (world, input) => {
    const clock = {
      id: world.id("clock"),
      created: world.now(),
      name: input.name ?? null,
      advancingTo: null,
    };
    world.testClocks.set(clock.id, clock);
    return clockObject(world, clock);
  }),
  route("GET", "/v1/test_helpers/test_clocks/{id}", nothing, (world, _, id) =>
    clockObject(world, clockOf(world, id)),
  ),
  listRoute("/v1/test_helpers/test_clocks", nothing, (world) =>
    newestFirst(world.testClocks).map((clock) => clockObject(world, clock)),
  ),
  route(
    "POST",
    "/v1/test_helpers/test_clocks/{id}/advance",
    z.strictObject({ frozen_time: z.number().int() }),
    (world, input, id) => {
      const clock = clockOf(world, id);
      if (clock.advancingTo !== null)
        throw refused("The test clock is advancing already.", undefined, "test_clock_under_advancement");
      if (input.frozen_time <= world.now()) throw refused("Time only goes forward.", "frozen_time");
      clock.advancingTo = input.frozen_time;
      void world.advance((input.frozen_time - world.now()) * 1000).finally(() => {
        clock.advancingTo = null;
      });
      return clockObject(world, clock);
    },
  ),
  route("DELETE", "/v1/test_helpers/test_clocks/{id}", nothing, (world, _, id) => {
    world.testClocks.delete(clockOf(world, id).id);
    return { id, object: "test_helpers.test_clock", deleted: true };
  }),
];

function clockOf(world: World, id: string): TestClock {
  const clock = world.testClocks.get(id);
  if (!clock) throw missing("test_clock", id, "test_clock");
  return clock;
}

function clockObject(world: World, { id, created, name, advancingTo }: TestClock): JsonObject {
  return {
    id,
    object: "test_helpers.test_clock",
    created,
    deletes_after: created + 30 * DAY,
    frozen_time: world.now(),
    livemode: false,
    name,
    status: advancingTo === null ? "ready" : "advancing",
    status_details: advancingTo === null ? {} : { advancing: { target_frozen_time: advancingTo } },
  };
}

import * as z from "zod";
import type { JsonObject } from "../json";
import { refused } from "../stripe-failure";

const cursorSchema = z.object({
  limit: z.number().int().default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
});

/** One page of a list by Stripe's cursors: at most a hundred, after or before the object with that id. */
export function listPage(all: JsonObject[], parameters: unknown, url: string): JsonObject {
  const { limit, starting_after: after, ending_before: before } = cursorSchema.parse(parameters);
  if (limit < 1 || limit > 100)
    throw refused("This value must be between 1 and 100.", "limit", "parameter_invalid_integer");
  const cursor = after ?? before;
  const at = cursor === undefined ? -1 : all.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && at < 0)
    throw refused(
      `No such object: '${cursor}'`,
      after ? "starting_after" : "ending_before",
      "resource_missing",
    );
  if (before !== undefined) {
    const start = Math.max(0, at - limit);
    return { object: "list", data: all.slice(start, at), has_more: start > 0, url };
  }
  const data = all.slice(at + 1, at + 1 + limit);
  return { object: "list", data, has_more: at + 1 + limit < all.length, url };
}

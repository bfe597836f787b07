import type * as z from "zod";
import type { Json, JsonObject } from "../json";
import type { World } from "../world";

export type Handler = (world: World, input: unknown, ids: [string, string]) => Json | Promise<Json>;

/** A call that the stand-in answers; method and path are those of the description. */
export type Route = { method: string; path: string; isList: boolean; input: z.ZodType; handle: Handler };

/**
 * A call with the parameters that the stand-in knows. Strict schemas: a parameter that Stripe has and the
 * stand-in does not model is refused loudly rather than ignored. `first` and `second` are the ids in the path.
 */
export function route<T extends z.ZodType>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  input: T,
  handle: (world: World, input: z.output<T>, first: string, second: string) => Json | Promise<Json>,
): Route {
  return {
    method,
    path,
    isList: false,
    input,
    handle: (world, given, [first, second]) => handle(world, input.parse(given), first, second),
  };
}

/** A list, newest first; it is cut into pages by whoever answers. */
export function listRoute<T extends z.ZodType>(
  path: string,
  input: T,
  handle: (world: World, input: z.output<T>, id: string) => JsonObject[],
): Route {
  return { ...route("GET", path, input, handle), isList: true };
}

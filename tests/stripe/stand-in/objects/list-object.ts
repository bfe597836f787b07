import type { JsonObject } from "../json";

/** A whole list inside another object. */
export function listObject(data: JsonObject[], url: string): JsonObject {
  return { object: "list", data, has_more: false, url };
}

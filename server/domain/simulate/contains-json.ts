import { isObject } from "../is-object";

/** Whether JSON contains other JSON, as jsonb's @> has it: objects by their keys, lists in any order. */
export function containsJson(whole: unknown, part: unknown): boolean {
  if (isObject(part))
    return (
      isObject(whole) &&
      Object.entries(part).every(
        ([key, value]) =>
          value === undefined || (Object.hasOwn(whole, key) && containsJson(whole[key], value)),
      )
    );
  if (Array.isArray(part))
    return (
      Array.isArray(whole) && part.every((item) => whole.some((other) => containsJson(other, item ?? null)))
    );
  return (whole ?? null) === (part ?? null);
}

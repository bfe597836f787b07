import { v7 } from "uuid";

/** UUIDv7: sorts by time. Every id of ours is made here, in the app. */
export const newId = (): string => v7();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (text: string): boolean => UUID.test(text);

/** The smallest id that `newId` can make from this instant on: ids below it are older. */
export function firstIdOf(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** The first and last id that begin with at least 8 digits of one; null: this is no beginning of an id. */
export function idRange(beginning: string): [first: string, last: string] | null {
  const text = beginning.toLowerCase();
  const fill = (digit: string) =>
    text + "00000000-0000-0000-0000-000000000000".slice(text.length).replaceAll("0", digit);
  return text.length >= 8 && isUuid(fill("0")) ? [fill("0"), fill("f")] : null;
}

import { instantOf } from "@/server/domain/instant";
import { instantAtWall, wallTime } from "@/server/domain/wall-clock";

/** A stored moment as a browser's date field takes it, on the clocks of a zone. "" for what is none. */
export function inputDate(value: unknown, zone: string, day: boolean): string {
  const at = typeof value === "string" || typeof value === "number" ? instantOf(value) : null;
  if (at === null) return "";
  if (day) return new Date(at).toISOString().slice(0, 10);
  return new Date(wallTime(zone, at)).toISOString().slice(0, 16);
}

/** What was entered, as it is stored: an instant that means the same everywhere, or a day. */
export function storedDate(entered: string, zone: string, day: boolean): string | undefined {
  if (entered === "") return undefined;
  if (day) return entered;
  const wall = Date.parse(`${entered}Z`);
  return Number.isNaN(wall) ? undefined : new Date(instantAtWall(zone, wall)).toISOString();
}

export const isMoment = (value: unknown): boolean => typeof value === "string" && instantOf(value) !== null;

import { instantOf } from "./instant";
import { instantAtWall } from "./wall-clock";

/** The moment that a text means: with an offset that instant, without one the wall clock of `zone`. Null: it is no time. */
export function localInstant(text: string, zone: string): Date | null {
  const ms = instantOf(text);
  if (ms === null) return null;
  const instant = new Date(LOCAL.test(text.trim()) ? instantAtWall(zone, ms) : ms);
  const year = instant.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? instant : null;
}

const LOCAL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?$/;

import { DateTime } from "luxon";
import type { Price } from "./state";

/**
 * The first end of a period after an instant. Periods are counted from the anchor and not from one another:
 * an anchor on the 31st bills on the last day of short months and on the 31st again afterwards.
 */
export function periodEndAfter(anchor: number, instant: number, recurring: Price["recurring"]): number {
  const { interval, intervalCount } = recurring ?? { interval: "month", intervalCount: 1 };
  const start = DateTime.fromSeconds(anchor, { zone: "utc" });
  for (let count = 1; ; count++) {
    const end = start.plus({ [interval]: count * intervalCount }).toUnixInteger();
    if (end > instant) return end;
  }
}

import type { Duration } from "@/server/domain/duration";

/**
 * A moment between two others as a person would say it: in whole days, hours, minutes or seconds, the largest that fits.
 * `wanted` is kept as nearly as that allows.
 */
export function wholeDuration(wanted: number, after: number, before: number): Duration {
  for (const [unit, ms] of UNITS) {
    const value = [Math.round(wanted / ms), Math.floor(wanted / ms), Math.ceil(wanted / ms)].find(
      (count) => count > 0 && count * ms > after && count * ms < before,
    );
    if (value !== undefined) return { value, unit };
  }
  return { value: Math.max(0, Math.round(wanted / 1_000)), unit: "seconds" };
}

const UNITS = [
  ["days", 86_400_000],
  ["hours", 3_600_000],
  ["minutes", 60_000],
  ["seconds", 1_000],
] as const;

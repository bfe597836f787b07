import * as z from "zod";

export const durationUnits = ["seconds", "minutes", "hours", "days", "weeks"] as const;

/** A length of time as a person says it. `value` may be a {{ reference }}. */
export const durationSchema = z.object({
  value: z.union([z.number().min(0), z.string().min(1).max(500)]),
  unit: z.enum(durationUnits),
});

export type Duration = z.infer<typeof durationSchema>;

const UNIT_MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;

/** Milliseconds of a duration whose value is already resolved; null when the value is no number. */
export function durationMs(duration: { value: unknown; unit: Duration["unit"] }): number | null {
  const value = typeof duration.value === "string" ? Number(duration.value) : duration.value;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return null;
  return Math.round(value * UNIT_MS[duration.unit]);
}

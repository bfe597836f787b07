import * as z from "zod";

export const durationUnits = ["seconds", "minutes", "hours", "days", "weeks"] as const;

/** A length of time as a person says it. `value` may be a {{ reference }}. */
export const durationSchema = z.object({
  value: z.union([z.number().min(0), z.string().min(1).max(500)]),
  unit: z.enum(durationUnits),
});

export type Duration = z.infer<typeof durationSchema>;

const UNIT_MS = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
} as const;

/** Milliseconds of a duration whose value is already resolved; null when the value is no number. */
export function durationMs(duration: { value: unknown; unit: Duration["unit"] }): number | null {
  const { value } = duration;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number) || number < 0) return null;
  return Math.round(number * UNIT_MS[duration.unit]);
}

/** A duration from how documents write it: milliseconds (7200000) or words (“2 hours”, “30m”, “1 month” = 30 days). */
export function durationFrom(written: unknown): Duration | null {
  if (typeof written === "number") return Number.isFinite(written) && written >= 0 ? fromMs(written) : null;
  if (typeof written !== "string") return null;
  if (/^\s*\d+\s*$/.test(written)) return fromMs(Number(written));
  const [, amount, word = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(written) ?? [];
  const unit = WORDS[word.toLowerCase().replace(/(?<=..)s$/, "")];
  if (amount === undefined || !unit) return null;
  return unit === "months" ? { value: Number(amount) * 30, unit: "days" } : { value: Number(amount), unit };
}

const WORDS: Record<string, Duration["unit"] | "months"> = {
  ...{ s: "seconds", sec: "seconds", second: "seconds", m: "minutes", min: "minutes", minute: "minutes" },
  ...{
    h: "hours",
    hr: "hours",
    hour: "hours",
    d: "days",
    day: "days",
    w: "weeks",
    week: "weeks",
    month: "months",
  },
};

/** In the largest unit that says it exactly. */
function fromMs(ms: number): Duration {
  const unit =
    (["days", "hours", "minutes"] as const).find((one) => ms >= UNIT_MS[one] && ms % UNIT_MS[one] === 0) ??
    "seconds";
  return { value: ms / UNIT_MS[unit], unit };
}

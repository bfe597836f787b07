const UNIT_MS = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

export const SHIFT = String.raw`[+-]\s*\d{1,9}\s*(?:second|minute|hour|day|week|month)s?\b`;

/**
 * A moment moved by "+ 3 days", "- 2 hours + 1 month", in UTC. A month later is the same day of it, or its last one.
 * Null when the text says nothing of the kind, or leads beyond the calendar.
 */
export function shiftTime(from: Date, shifts: string): Date | null {
  let at = from;
  let rest = shifts.trim();
  if (rest === "") return null;
  while (rest !== "") {
    const [all, sign, amount, unit] = PART.exec(rest) ?? [];
    if (all === undefined || !isUnit(unit)) return null;
    const count = Number(amount) * (sign === "-" ? -1 : 1);
    at = unit === "month" ? plusMonths(at, count) : new Date(at.getTime() + count * UNIT_MS[unit]);
    rest = rest.slice(all.length).trimStart();
  }
  return Number.isNaN(at.getTime()) ? null : at;
}

const PART = /^([+-]?)\s*(\d{1,9})\s*(second|minute|hour|day|week|month)s?\b/;

const isUnit = (unit: string | undefined): unit is keyof typeof UNIT_MS | "month" =>
  unit !== undefined && (unit === "month" || unit in UNIT_MS);

function plusMonths(at: Date, count: number): Date {
  const month = new Date(at);
  month.setUTCDate(1);
  month.setUTCMonth(month.getUTCMonth() + count);
  const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate();
  month.setUTCDate(Math.min(at.getUTCDate(), last));
  return month;
}

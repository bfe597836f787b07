import type { BusinessHours } from "./business-hours";

/** “Mon–Fri 09:00–17:00, Sat 10:00–14:00” */
export const businessHoursWords = (windows: BusinessHours["windows"]): string =>
  windows.map(({ weekdays, from, to }) => `${daysWords(weekdays)} ${from}–${to}`).join(", ");

/** Days in a row as from–to: Mon–Fri; others one by one. */
function daysWords(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort((one, other) => one - other);
  const rows: number[][] = [];
  for (const day of days) {
    const row = rows.at(-1);
    if (row && row.at(-1) === day - 1) row.push(day);
    else rows.push([day]);
  }
  return rows
    .flatMap((row) => (row.length > 2 ? [`${name(row[0])}–${name(row.at(-1))}`] : row.map(name)))
    .join(", ");
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const name = (day: number | undefined): string => DAYS[(day ?? 1) - 1] ?? "";
